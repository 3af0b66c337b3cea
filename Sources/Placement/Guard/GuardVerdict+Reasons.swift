extension GuardVerdict.Refusal {
    static func carriesBricks(_ host: String, _ set: GuardedSet) -> Self {
        .init("\(host) carries a brick of \(set.name).", remedy: "Move its bricks to other hosts first.")
    }

    static func holdsDisks(_ set: GuardedSet) -> Self {
        .init("\(set.name) holds \(set.disks) disks.", remedy: "Move or delete them first.")
    }

    static func losesQuorum(_ set: GuardedSet, remaining: Int) -> Self {
        .init(
            "\(set.name) would lose its quorum: \(remaining) of \(set.bricks.count) bricks would be left.",
            remedy: set.bricks.count == 1
                ? "It has one copy only: stop its VMs, or move their disks, first."
                : "Bring its other bricks back first.")
    }

    static func lastCopy(_ set: GuardedSet) -> Self {
        .init(
            "It is the last full copy of \(set.name) that is known to be whole.",
            remedy: "Wait until its other copies are healed, or bring them back.")
    }

    static func lacksBricks(_ set: GuardedSet, on hosts: [String]) -> Self {
        .init(
            "The brick of \(set.name) on \(hosts.joined(separator: ", ")) is offline.",
            remedy: "Bring it back, or have it replaced, first.")
    }

    static func heals(_ set: GuardedSet, on hosts: [String]) -> Self {
        .init(
            "\(set.name) is being healed: its brick on \(hosts.joined(separator: ", ")) is not up to date.",
            remedy: "Wait until that has ended; “mortar heal list” tells how far it is.")
    }
}
