package import MortarModel

extension VMService {
    /// Begins to move a running VM to another host.
    ///
    /// - Parameter host: nil to leave the choice to the cluster.
    package func migrate(_ id: VMID, to host: HostID?, by request: RequestOrigin) async throws -> Job {
        let vm = try context.inventory.vms.required(id)
        if let host { _ = try context.inventory.hosts.required(host) }
        return try await workflows.start(MigrateVM(vm: id, name: vm.name), by: request) { inventory in
            try inventory.reserveMigration(of: id, to: host, at: context.now())
        }
    }

    /// Has a VM's move end; it stays where it is, unless it is as good as there.
    package func cancelMigration(_ id: VMID) async throws {
        try await context.store.change { try $0.cancelMigration(of: id) }
    }
}
