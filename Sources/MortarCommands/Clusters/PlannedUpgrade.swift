import MortarClient
import OVirtAPI

/// What a cluster's upgrade would do with one host.
struct PlannedUpgrade: Sendable {
    var host: HostRepresentation
    /// Nil for a host that was not asked.
    var pending: PendingUpgradesRepresentation?
    /// Nil for a host that is not put into maintenance.
    var maintenance: MaintenancePlanRepresentation?
    /// Whether hosts may be rebooted.
    var mayReboot: Bool

    var name: String { host.name ?? "" }

    /// Whether an earlier upgrade left it out of service.
    var isUnfinished: Bool { host.mortar.upgrade == "comes_back" }

    /// Whether anything is to be done with it.
    var isDue: Bool {
        if isUnfinished { return true }
        return pending?.packages?.isEmpty == false || (mayReboot && pending?.rebootReason != nil)
    }

    /// What stands against its turn, as it is now.
    var obstacles: [String] {
        if isUnfinished { return [] }
        guard host.status == "up" else { return ["host \(name) is \(host.status ?? "unknown")"] }
        let removals = pending?.removals ?? []
        let packages = removals.isEmpty ? [] : ["the upgrade would remove \(removals.joined(separator: ", "))"]
        let moves = (maintenance?.moves ?? []).compactMap { move in
            move.obstacle.map { "VM \(move.vm?.name ?? "?") cannot leave: \($0)" }
        }
        return packages + moves + (maintenance?.refusals ?? []).compactMap(\.reason)
    }

    /// As commands show it.
    var record: Record {
        var record = Record()
        record.add("host", name)
        record.add("packages", number: pending?.packages?.count)
        record.add("reboot", flag: pending.map { mayReboot && $0.needsReboot == true })
        record.add("vms", .list((maintenance?.moves ?? []).map { .text($0.sentence) }))
        record.add("what", what)
        record.add("obstacles", .list(obstacles.map { .text($0) }))
        record.add("changes", .list((pending?.changes ?? []).map { .text($0) }), .detail)
        record.add("engine", flag: host.hostedEngine?.isActive == true, .detail)
        return record
    }

    private var what: String {
        if isUnfinished { return "goes on" }
        return isDue ? "is upgraded" : "nothing to do"
    }
}
