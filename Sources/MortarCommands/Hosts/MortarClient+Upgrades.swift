import MortarClient
import OVirtAPI

extension MortarClient {
    /// The engine answers when the host's package sources have.
    private static let sourcesLimit = Duration.seconds(150)
    /// The engine's own host may be rebooted.
    private static let bootLimit = Duration.seconds(1200)

    /// What there is to upgrade on a host.
    func pendingUpgrades(of host: HostRepresentation) async throws -> PendingUpgradesRepresentation {
        let answer = try await perform("upgradecheck", on: host.place, within: Self.sourcesLimit)
        return answer.content.pendingUpgrades ?? PendingUpgradesRepresentation()
    }

    /// Upgrades a host, shows how it goes on, and returns the host as it is then.
    func upgrade(
        _ host: HostRepresentation, mayReboot: Bool, _ display: ProgressDisplay
    ) async throws -> HostRepresentation {
        var action = ActionRepresentation()
        action.reboots = mayReboot
        let begun = try await perform("upgrade", on: host.place, action, within: Self.sourcesLimit)
        if let job = begun.jobID {
            _ = try await wait(for: job, absence: Self.bootLimit) { await display.show($0) }
        }
        return try await get(HostRepresentation.self, id: host.id ?? "")
    }
}

extension HostRepresentation {
    /// Below the API's root.
    var place: String { "\(Self.path)/\(id ?? "")" }

    /// How it is after an upgrade that came to its end.
    var upgradedSentence: String {
        let place = status == "maintenance" ? "in maintenance as it was before" : "back in service"
        let rest = mortar.rebootReason.map { " It has to be rebooted: \($0)." } ?? ""
        return "Host \(name ?? "") is upgraded and \(place).\(rest)"
    }
}

extension PendingUpgradesRepresentation {
    /// Each package on a line.
    var changes: [String] { (packages ?? []).map(\.words) }

    /// Those that would go.
    var removals: [String] { (packages ?? []).filter { $0.candidate == nil }.compactMap(\.name) }

    /// As commands show it.
    var record: Record {
        var record = Record()
        record.add("packages", .list(changes.map { .text($0) }))
        record.add("needs_reboot", flag: needsReboot ?? false)
        record.add("reboot_reason", rebootReason)
        return record
    }
}

extension PackageChangeRepresentation {
    fileprivate var words: String {
        let name = name ?? "?"
        guard let candidate else { return "\(name) \(installed ?? "") goes" }
        return installed.map { "\(name) \($0) to \(candidate)" } ?? "\(name) \(candidate) is new"
    }
}
