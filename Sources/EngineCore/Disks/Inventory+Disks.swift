import AgentAPI
import MortarModel
import Workflow

import struct Foundation.Date

extension Inventory {
    /// Where a disk's image is and how large.
    func imageRequest(for disk: Disk) throws -> ImageRequest {
        let set = try replicaSets.required(disk.replicaSetID)
        return ImageRequest(reference: disk.image(on: set), size: disk.size)
    }

    /// Removes a disk, and takes it from the VM that has it.
    mutating func forgetDisk(_ id: DiskID) {
        disks[id] = nil
        guard var vm = vm(using: id) else { return }
        vm.disks.removeAll { $0 == id }
        vms[vm.id] = vm
    }

    /// Disks whose upload ended with the engine that took it: locked, with no workflow that would free them.
    mutating func endBrokenWrites(at time: Date) {
        let underWay = workflows.filter { !$0.phase.isEnded }.map { String(decoding: $0.state, as: UTF8.self) }
        for disk in disks where disk.status == .locked {
            if underWay.contains(where: { $0.contains(disk.id.rawValue) }) { continue }
            disks[disk.id]?.status = .illegal
            addEvent(
                .diskFailed, .error, "The upload to disk \(disk.name) was interrupted: upload it again or delete it.",
                at: time, about: .init(vm: vm(using: disk.id)?.id, storageDomain: disk.storageDomainID))
        }
    }

    /// Whether a disk has an image in a storage domain, or is about to.
    func holds(_ domain: StorageDomainID, _ disk: Disk) -> Bool {
        disk.storageDomainID == domain
            || disk.movingSetID.flatMap { replicaSets[$0] }?.storageDomainID == domain
    }

    /// Refuses what a VM must not go through while one of its disks is moved: to be stopped, to migrate, to be deleted.
    func refuseWhileDisksMove(of vm: VM) throws {
        let moving = vm.disks.compactMap { disks[$0] }.first { $0.status == .locked && $0.movingSetID != nil }
        guard let moving else { return }
        throw Failure(
            .conflict, "Disk \(moving.name) of VM \(vm.name) is being moved.",
            correction: "Wait until its job has ended: “mortar job list”.",
            objects: ["VM \(vm.name)", "disk \(moving.name)"])
    }

    func refuseUseOfDisk(_ disk: Disk) throws {
        if disk.status == .locked || (disk.status == .ok && disk.movingSetID != nil) {
            throw Failure(.conflict, "Disk \(disk.name) is locked.", correction: "Wait until its job has ended.")
        }
        if let vm = vm(using: disk.id), vm.status != .down {
            throw Failure(
                .conflict, "VM \(vm.name) uses disk \(disk.name).", correction: "Stop the VM first.",
                objects: ["VM \(vm.name)", "disk \(disk.name)"])
        }
    }
}

extension Disk {
    /// Its image on a replica set.
    func image(on set: ReplicaSet) -> ImageReference { ImageReference(volume: set.name, path: imagePath) }
}
