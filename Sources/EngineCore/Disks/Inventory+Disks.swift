import AgentAPI
import MortarModel
import Workflow

import struct Foundation.Date

extension Inventory {
    /// Where a disk's image is and how large.
    func imageRequest(for disk: Disk) throws -> ImageRequest {
        let set = try replicaSets.required(disk.replicaSetID)
        return ImageRequest(reference: ImageReference(volume: set.name, path: disk.imagePath), size: disk.size)
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
        guard workflows.allSatisfy(\.phase.isEnded) else { return }
        for disk in disks where disk.status == .locked {
            disks[disk.id]?.status = .illegal
            addEvent(
                .diskFailed, .error, "The upload to disk \(disk.name) was interrupted: upload it again or delete it.",
                at: time, about: .init(vm: vm(using: disk.id)?.id, storageDomain: disk.storageDomainID))
        }
    }

    func refuseUseOfDisk(_ disk: Disk) throws {
        if disk.status == .locked {
            throw Failure(.conflict, "Disk \(disk.name) is locked.", correction: "Wait until its job has ended.")
        }
        if let vm = vm(using: disk.id), vm.status != .down {
            throw Failure(
                .conflict, "VM \(vm.name) uses disk \(disk.name).", correction: "Stop the VM first.",
                objects: ["VM \(vm.name)", "disk \(disk.name)"])
        }
    }
}
