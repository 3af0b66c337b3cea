package import AgentAPI
import HashTreeCollections
package import MortarModel
import Workflow

extension HostService {
    /// Asks a host's package sources what there is to upgrade.
    package func checkUpgrades(of id: HostID, by request: RequestOrigin) async throws -> PendingUpgrades {
        let host = try context.inventory.hosts.required(id)
        do {
            let pending = try await pendingUpgrades(of: host)
            try await tell(.upgradesChecked, .normal, "Host \(host.name) was asked: \(pending.words).", host, request)
            return pending
        } catch let failure as Failure {
            try await tell(.upgradeCheckFailed, .warning, "\(failure)", host, request)
            throw failure
        }
    }

    private func pendingUpgrades(of host: Host) async throws -> PendingUpgrades {
        do {
            let pending = try await context.agent(of: host.id).pendingUpgrades(refresh: true)
            context.store.observe { $0.upgrades[host.id] = pending }
            return pending
        } catch let failure as Failure {
            throw Failure(
                failure.code, "Host \(host.name) does not tell what there is to upgrade.",
                cause: [failure.message, failure.cause].compactMap(\.self).joined(separator: " "),
                correction: failure.correction, objects: ["host \(host.name)"])
        }
    }

    private func tell(
        _ code: EventCode, _ severity: Event.Severity, _ text: String, _ host: Host, _ request: RequestOrigin
    ) async throws {
        try await context.store.change { inventory in
            inventory.addEvent(
                code, severity, text, at: context.now(), about: EventSubjects(host: host.id),
                correlationID: request.correlationID)
        }
    }

    /// Begins to upgrade a host's packages; refused at once as a maintenance is, and where there is nothing to be done.
    ///
    /// Asked again, it goes on with the job that is under way, or where one that failed has left the host.
    ///
    /// - Parameters:
    ///   - mayReboot: whether the host is rebooted where what is installed needs it.
    ///   - limit: how long its packages may take.
    package func upgrade(
        _ id: HostID, mayReboot: Bool, limit: Duration = UpgradeHost.usualLimit, by request: RequestOrigin
    ) async throws -> Job {
        let host = try context.inventory.hosts.required(id)
        if let known = try Self.underWay(host, context.inventory) { return known.job }
        if host.upgrade != .comesBack { try await refuseUselessUpgrade(of: host, mayReboot: mayReboot) }
        if host.status == .up { try await context.observeForGuard(stopping: host) }
        let workflow = UpgradeHost(host: host, mayReboot: mayReboot, limit: limit)
        return try await workflows.start(
            workflow, by: request, reserve: { try $0.prepare(workflow, at: context.now()) },
            unless: { try Self.underWay(host, $0) })
    }

    private static func underWay(_ host: Host, _ inventory: Inventory) throws -> WorkflowRecord? {
        try inventory.underWay(UpgradeHost.self) { $0.host.id == host.id }
    }

    /// Nobody is moved away from a host for nothing, or for what would fail.
    private func refuseUselessUpgrade(of host: Host, mayReboot: Bool) async throws {
        let pending = try await pendingUpgrades(of: host)
        if !pending.removals.isEmpty {
            throw Failure(
                .conflict, "An upgrade of host \(host.name) would remove packages.",
                cause: "They are \(pending.removals.joined(separator: ", ")).",
                correction: "If they may go, put it into maintenance and upgrade it by hand: “apt-get dist-upgrade”.",
                objects: ["host \(host.name)"])
        }
        if !pending.packages.isEmpty || (mayReboot && pending.rebootReason != nil) { return }
        throw Failure(
            .conflict, "There is nothing to upgrade on host \(host.name).",
            cause: pending.rebootReason.map { "It would have to be rebooted: \($0)." },
            correction: pending.rebootReason.map { _ in "Ask for the reboot, too." }
                ?? "See whether its package sources are those that you think of.", objects: ["host \(host.name)"])
    }
}

extension PendingUpgrades {
    /// Names of packages that would be removed.
    package var removals: [String] { packages.filter { $0.candidate == nil }.map(\.name) }

    /// Whether the host has to be rebooted after the upgrade, as far as can be told before: a kernel comes into use that way only.
    package var needsReboot: Bool {
        rebootReason != nil || packages.contains { $0.name.hasPrefix("linux-image-") && $0.candidate != nil }
    }

    /// How much there is, as an event tells it.
    fileprivate var words: String {
        let count =
            switch packages.count {
            case 0: "there is nothing to upgrade"
            case 1: "there is one package to upgrade"
            default: "there are \(packages.count) packages to upgrade"
            }
        return rebootReason.map { "\(count), and it has to be rebooted: \($0)" } ?? count
    }
}
