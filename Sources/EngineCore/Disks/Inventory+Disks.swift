import AgentAPI
import MortarModel

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
