package import MortarModel
import Workflow

extension HostService {
    /// Begins to put a host into maintenance; refused at once where its storage is needed.
    ///
    /// Asked again, it goes on with the job that is under way.
    ///
    /// - Parameter reason: as it is told in the event.
    package func deactivate(
        _ id: HostID, reason: String?, stopsStorage: Bool, by request: RequestOrigin
    ) async throws -> Job {
        let host = try context.inventory.hosts.required(id)
        let workflow = DeactivateHost(host: host, reason: reason, stopsStorage: stopsStorage)
        if stopsStorage { try await context.observeForGuard(stopping: host) }
        return try await workflows.start(
            workflow, by: request, reserve: { try $0.prepare(workflow, at: context.now()) },
            unless: { try $0.underWay(DeactivateHost.self) { $0.host.id == id } })
    }

    /// What ``deactivate(_:reason:stopsStorage:by:)`` would do now; nothing is changed.
    package func maintenancePlan(of id: HostID, stopsStorage: Bool) async throws -> MaintenancePlan {
        let host = try context.inventory.hosts.required(id)
        if stopsStorage { try await context.observeForGuard(stopping: host) }
        return context.inventory.maintenancePlan(
            of: DeactivateHost(host: host, stopsStorage: stopsStorage), at: context.now())
    }

    /// Begins to take a host in maintenance back into service.
    ///
    /// Asked again, it goes on with the job that is under way.
    package func activate(_ id: HostID, by request: RequestOrigin) async throws -> Job {
        let host = try context.inventory.hosts.required(id)
        return try await workflows.start(
            ActivateHost(host: host), by: request,
            reserve: { inventory in
                // A stop of its storage that was interrupted may have left it without.
                let status = try inventory.hosts.required(id).status
                guard [.maintenance, .nonOperational].contains(status) else {
                    throw Failure(
                        .conflict, "Host \(host.name) is \(status.rawValue), not in maintenance.",
                        correction: "“mortar host list” tells the states of all hosts.")
                }
                try inventory.refuseUpgrade(of: host)
                try inventory.hosts.update(id) { $0.upgrade = nil }
            },
            unless: { inventory in
                // One that only waits for heals is of an earlier activation.
                guard inventory.hosts[id]?.status != .up else { return nil }
                return try inventory.underWay(ActivateHost.self) { $0.host.id == id && !$0.isInService }
            })
    }
}
