import AgentAPI
import EngineCore
import HashTreeCollections
import MortarModel
import SimulatedAgent

extension World {
    /// A VM that runs on the second host.
    func runVM() async throws -> VM {
        let vm = try await makeVM()
        try await run(vm)
        return vm
    }

    /// Another one like it, with a disk of its own in the same storage domain.
    func runVM(like other: VM, name: String, on host: Int = 1) async throws -> VM {
        var vm = VM(name: name, clusterID: other.clusterID, cpus: other.cpus, memory: other.memory)
        let model = try context.inventory.disks.required(other.disks[0])
        let disk = Disk(
            name: "\(name)-1", storageDomainID: model.storageDomainID, replicaSetID: model.replicaSetID,
            size: model.size, status: .locked, isBootable: true)
        vm.disks = [disk.id]
        let made = vm
        try await context.store.change { inventory in
            inventory.disks.insert(disk)
            inventory.vms.insert(made)
        }
        try await carry(AddDisk(disk: disk, vm: vm.id))
        try await run(vm, on: host)
        return vm
    }

    private func run(_ vm: VM, on host: Int = 1) async throws {
        let id = hosts[host].id
        try await context.store.change { inventory in
            try inventory.vms.update(vm.id) { vm in
                vm.enter(.waitForLaunch, at: context.now())
                vm.hostID = id
            }
        }
        try await carry(StartVM(vm: vm.id, name: vm.name))
    }

    /// What a user's request writes down: the VM is on its way to the third host.
    func reserveMigration(of vm: VM) async throws {
        let target = hosts[2].id
        try await context.store.change { inventory in
            try inventory.vms.update(vm.id) { vm in
                vm.enter(.migrating, at: context.now())
                vm.migration = VMMigration(to: target)
            }
        }
    }

    /// Addresses of the hosts that a VM is on.
    func places(of vm: VMID) -> [String] {
        Self.addresses.filter { address in cluster.vms(on: address).contains { $0.id == vm } }
    }

    /// Waits until a VM's memory is on its way.
    func untilUnderWay(_ vm: VMID) async throws {
        _ = try await context.store.first { $0.observations.migrations[vm] }
    }

    var eventCodes: Set<Int> { Set(context.inventory.events.map(\.code)) }
}
