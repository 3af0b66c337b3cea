package import AgentAPI
import HashTreeCollections
package import MortarModel
package import Workflow

import struct Foundation.UUID

/// Upgrades the packages of a host that is out of service for as long as it takes, and reboots it where that is wished and needed.
///
/// It begins with a host that is ``HostStatus/preparingForMaintenance`` or in maintenance already, see
/// ``Inventory/prepare(_:at:)``. What fails leaves the host in maintenance: in doubt nothing is taken into service.
package struct UpgradeHost: EngineWorkflow {
    package static let kind = "upgrade-host"
    package static let failureCode = EventCode.hostUpgradeFailed
    /// How long packages may take where nobody says: an hour.
    package static let usualLimit = Duration.seconds(3600)

    /// As it was before.
    package var host: Host
    /// Whether it is rebooted where the new packages need it.
    package var mayReboot: Bool
    /// How long its packages may take.
    package var limit: Duration
    /// The same for as long as the workflow lasts, so that the host begins once.
    package var order: UpgradeOrder
    /// The boot that has to end; nil where the host need not be rebooted.
    package var oldBootID: String?

    package init(host: Host, mayReboot: Bool = true, limit: Duration = usualLimit) {
        self.host = host
        self.mayReboot = mayReboot
        self.limit = limit
        order = UpgradeOrder(id: UUID().uuidString)
    }

    package var title: String { "Upgrading host \(host.name)" }
    package var subjects: EventSubjects { EventSubjects(host: host.id) }

    private static let away = "Older packages do not come back; the host stays in maintenance."

    package static let steps: [WorkflowStep<UpgradeHost>] = [
        WorkflowStep("Put into maintenance", leave, undo: .by(forget)),
        WorkflowStep("Upgrade the packages", upgrade, undo: .nothing(because: away)),
        WorkflowStep("Reboot where needed", reboot, undo: .nothing(because: away)),
        WorkflowStep(
            "Take into service", comeBack, undo: .nothing(because: "An activation that failed says how it is.")),
        WorkflowStep("Note the upgrade", commit, undo: .nothing(because: "It is the last step.")),
    ]

    // MARK: Going and coming back

    private static func leave(_ this: inout Self, _ context: EngineContext) async throws {
        let host = this.host
        switch try context.inventory.hosts.required(host.id).status {
        case .preparingForMaintenance: break
        case .maintenance:
            // Its bricks may have been left in service, or an earlier attempt may have started them again.
            guard try await context.agent(of: host.id).facts().gluster.isRunning else { return }
        case let status:
            throw Failure(
                .conflict, "Host \(host.name) is \(status.rawValue), and not on its way into maintenance.",
                correction: "See what kept it, then ask again.")
        }
        let job = try await context.begin(
            DeactivateHost(host: host, reason: "its packages are upgraded"), by: RequestOrigin(),
            unless: { try $0.underWay(DeactivateHost.self) { $0.host.id == host.id } })
        try await context.result(of: job.id)
    }

    /// A host that is in maintenance now is remembered as one that comes back, for whoever asks again.
    private static func forget(_ this: inout Self, _ context: EngineContext) async throws {
        let host = this.host
        try await context.store.change { try $0.giveUpUpgrade(of: host) }
    }

    private static func comeBack(_ this: inout Self, _ context: EngineContext) async throws {
        let host = this.host
        guard context.inventory.hosts[host.id]?.upgrade == .comesBack else { return }
        let job = try await context.begin(
            ActivateHost(host: host), by: RequestOrigin(),
            unless: { try $0.underWay(ActivateHost.self) { $0.host.id == host.id } })
        try await context.result(of: job.id)
    }

    // MARK: In maintenance

    private static func upgrade(_ this: inout Self, _ context: EngineContext) async throws {
        let (host, order, limit) = (this.host, this.order, this.limit)
        let pending = try await host.whileInMaintenance {
            try await PackageUpgrade(host: host, order: order, limit: limit).run(context)
        }
        guard this.mayReboot, pending.rebootReason != nil else { return }
        this.oldBootID = try await context.agent(of: host.id).facts().bootID
    }

    private static func reboot(_ this: inout Self, _ context: EngineContext) async throws {
        guard let oldBootID = this.oldBootID else { return }
        let host = this.host
        try await host.whileInMaintenance { try await HostReboot(host: host, oldBootID: oldBootID).run(context) }
    }

    private static func commit(_ this: inout Self, _ context: EngineContext) async throws {
        let workflow = this
        try await context.store.change { try $0.finish(workflow, at: context.now()) }
    }
}

extension Host {
    /// Does work on a host in maintenance; a failure of it says that the host stays there.
    fileprivate func whileInMaintenance<Result>(_ work: () async throws -> Result) async throws -> Result {
        do {
            return try await work()
        } catch var failure as Failure {
            let rest = "Host \(name) stays in maintenance until then."
            failure.correction = [failure.correction, rest].compactMap(\.self).joined(separator: " ")
            throw failure
        }
    }
}
