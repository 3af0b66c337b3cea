import AgentAPI
import Foundation
import HashTreeCollections
import MortarModel

extension Inventory {
    // MARK: Starting

    /// Chooses the host for a VM and writes the VM down as on its way there.
    mutating func reserveHost(for id: VMID, at time: Date) throws {
        var vm = try vms.required(id)
        guard vm.status == .down else {
            throw Failure(
                .conflict, "VM \(vm.name) is \(vm.status.rawValue).",
                correction: "Only a VM that is down can be started.")
        }
        if let disk = notReadyDisk(of: vm) {
            throw Failure(
                .conflict, "Disk \(disk.name) of VM \(vm.name) is \(disk.status.rawValue).",
                correction: disk.status == .locked ? "Wait until its job has ended." : "Write its image again.")
        }
        vm.hostID = try chosenHost(for: vm)
        vm.enter(.waitForLaunch, at: time)
        vms[id] = vm
    }

    private func notReadyDisk(of vm: VM) -> Disk? {
        vm.disks.compactMap { disks[$0] }.first { $0.status != .ok }
    }

    /// What the chosen host's agent is asked to start.
    func vmRequest(for vm: VM, on host: HostID) throws -> VMRequest {
        let access = try diskAccess(for: vm, on: host)
        let disks = try vm.disks.map { id in
            let disk = try self.disks.required(id)
            let set = try replicaSets.required(disk.replicaSetID)
            return VMRequest.Disk(
                id: id, image: ImageReference(volume: set.name, path: disk.imagePath), access: access,
                servers: servers(of: set, for: host))
        }
        return VMRequest(
            id: vm.id, name: vm.name, cpus: vm.cpus, memory: vm.memory, disks: disks, cloudInit: vm.cloudInit)
    }

    // MARK: Access to disks

    /// What a VM wants, or else its cluster.
    func diskAccessPolicy(of vm: VM) -> DiskAccessPolicy {
        vm.diskAccess ?? clusters[vm.clusterID]?.diskAccess ?? .automatic
    }

    /// libgfapi where the policy wants or allows it and the host's self-test has passed.
    func diskAccess(for vm: VM, on host: HostID) throws -> DiskAccess {
        let test = observations.hosts[host]?.facts.libgfapi
        switch diskAccessPolicy(of: vm) {
        case .fuse: return .fuse
        case .automatic: return test?.verdict == .passed ? .libgfapi : .fuse
        case .libgfapi:
            if test?.verdict != .failed { return .libgfapi }
            throw Failure(
                .conflict, "VM \(vm.name) is to use libgfapi, and its self-test failed on the host.",
                cause: test?.detail,
                correction:
                    "Set the disk access of \(vm.diskAccess == nil ? "its cluster" : "the VM") to auto or fuse.",
                objects: ["VM \(vm.name)"])
        }
    }

    // MARK: Stopping and removing

    func refuseUnlessOnHost(_ vm: VM) throws {
        if vm.status == .migrating { throw Failure.migrating(vm) }
        if vm.status.occupiesHost, vm.hostID != nil { return }
        throw Failure.notRunning(vm)
    }

    /// Locks a VM and its disks until they are deleted.
    mutating func reserveRemoval(of id: VMID, at time: Date) throws {
        let vm = try vms.required(id)
        guard vm.status == .down else {
            throw Failure(
                .conflict, "VM \(vm.name) is \(vm.status.rawValue).", correction: "Stop it before you delete it.")
        }
        for disk in vm.disks.compactMap({ disks[$0] }) { try refuseUseOfDisk(disk) }
        for disk in vm.disks { disks[disk]?.status = .locked }
        vms[id]?.enter(.imageLocked, at: time)
    }
}
