import AgentAPI
import HashTreeCollections
import MortarModel

/// A VM on its way, with both hosts.
struct MigrationRoute: Sendable, Hashable {
    var vm: VM
    var source: HostID
    var target: HostID
}

extension Inventory {
    /// Moves that may go on at once from or to one host.
    static let migrationsPerHost = 2

    /// Nil when the VM is not on its way (any more).
    func route(of id: VMID) throws -> MigrationRoute? {
        guard let vm = vms[id], let source = vm.hostID, let target = vm.migration?.target else { return nil }
        return MigrationRoute(vm: vm, source: source, target: target)
    }

    /// Whether a VM's move may begin now. Throws `cancelled` when it shall not any more.
    func isMigrationTurn(of id: VMID) throws -> Bool {
        guard let route = try route(of: id), let migration = route.vm.migration else { return true }
        if migration.isCancelled { throw Failure.migrationCancelled(route.vm) }
        if migration.hasTurn { return true }
        let going = vms.filter { $0.migration?.hasTurn == true }
        return [route.source, route.target].allSatisfy { host in
            going.count { $0.hostID == host || $0.migration?.target == host } < Self.migrationsPerHost
        }
    }

    /// Begins a VM's move if there is room for it; whether there was.
    mutating func takeMigrationTurn(_ id: VMID) throws -> Bool {
        guard try isMigrationTurn(of: id) else { return false }
        vms[id]?.migration?.hasTurn = true
        return true
    }

    /// What the new host is asked to be ready for.
    func admissionRequest(for route: MigrationRoute) throws -> VMRequest {
        var request = try vmRequest(for: route.vm, on: route.target)
        let access = try access(after: route)
        for index in request.disks.indices { request.disks[index].access = access }
        // Secrets stay where they were needed: the guest has read them.
        request.cloudInit = nil
        return request
    }

    /// How a VM reaches its disks at its new host: as if it started there. Where it may choose and that host has not
    /// tried libgfapi yet, it stays with what it has.
    private func access(after route: MigrationRoute) throws -> DiskAccess {
        let verdict = observations.hosts[route.target]?.facts.libgfapi.verdict
        let running = observations.hosts[route.source]?.facts.vms.first { $0.id == route.vm.id }?.access
        if let running, diskAccessPolicy(of: route.vm) == .automatic, verdict == .untried { return running }
        return try diskAccess(for: route.vm, on: route.target)
    }
}

extension Failure {
    static func migrationCancelled(_ vm: VM) -> Failure {
        Failure(.cancelled, "The migration of VM \(vm.name) was cancelled.", objects: ["VM \(vm.name)"])
    }
}
