import AgentAPI
package import MortarModel
package import NIOCore
import Placement

/// What users can ask for about disks.
package struct DiskService: Sendable {
    /// A disk to be made.
    package struct Addition: Sendable {
        package var name: String
        package var size: ByteCount
        package var storageDomain: StorageDomainID
        /// The VM that gets it.
        package var vm: VMID?
        package var isBootable: Bool

        package init(
            name: String, size: ByteCount, storageDomain: StorageDomainID, vm: VMID? = nil, isBootable: Bool = false
        ) {
            self.name = name
            self.size = size
            self.storageDomain = storageDomain
            self.vm = vm
            self.isBootable = isBootable
        }
    }

    /// QEMU's images end on such a boundary whatever is asked for.
    private static let sector: Int64 = 512
    /// 1 PiB: far above what a replica set of one device per host holds, and far below what 64 bits do.
    private static let largest = ByteCount(1 << 50)

    let context: EngineContext
    let workflows: Workflows

    package init(_ context: EngineContext, workflows: Workflows) {
        self.context = context
        self.workflows = workflows
    }

    /// Chooses the replica set and begins to make the disk.
    package func add(_ addition: Addition, by request: RequestOrigin) async throws -> (Disk, Job) {
        try EntityName.check(addition.name, of: Disk.kind)
        try check(addition.size)
        let disk = try place(addition, in: context.inventory).disk
        let job = try await workflows.start(AddDisk(disk: disk, vm: addition.vm), by: request) { inventory in
            let placed = try place(addition, in: inventory, as: disk)
            try inventory.reserve(placed.disk, vm: addition.vm)
            for remark in placed.remarks {
                inventory.addEvent(
                    .diskApart, .warning, "Disk \(disk.name): \(remark)", at: context.now(),
                    about: .init(vm: addition.vm, storageDomain: disk.storageDomainID),
                    correlationID: request.correlationID)
            }
        }
        return (try context.inventory.disks.required(disk.id), job)
    }

    /// Begins to delete a disk.
    package func remove(_ id: DiskID, by request: RequestOrigin) async throws -> Job {
        let disk = try context.inventory.disks.required(id)
        return try await workflows.start(RemoveDisk(disk: disk), by: request) { inventory in
            try inventory.refuseUseOfDisk(try inventory.disks.required(id))
            try inventory.disks.update(id) { $0.status = .locked }
        }
    }

    /// Fills a disk with the content of an image file, raw or qcow2.
    ///
    /// When that fails, the disk is what it was, unless nobody knows whether the agent has replaced the image: then it
    /// is illegal.
    package func write(
        _ id: DiskID, content: any AsyncSequence<ByteBuffer, any Error> & Sendable
    ) async throws {
        let disk = try await context.store.change { inventory in
            let disk = try inventory.disks.required(id)
            try inventory.refuseUseOfDisk(disk)
            try inventory.disks.update(id) { $0.status = .locked }
            return disk
        }
        let content = UploadContent(content)
        do {
            let request = try context.inventory.imageRequest(for: disk)
            try await context.anyPoolAgent().writeImage(request, content: content)
        } catch {
            let isKept = !content.isWhole || (error as? Failure)?.tellsTheOutcome == true
            try await setStatus(isKept ? disk.status : .illegal, of: id)
            throw error
        }
        try await setStatus(.ok, of: id)
    }

    private func check(_ size: ByteCount) throws {
        if size.bytes <= 0 {
            throw Failure(.invalid, "A disk needs a size.", correction: "Give it at least one sector of 512 bytes.")
        }
        if size > Self.largest {
            throw Failure(
                .invalid, "\(size) is too much for a disk.", correction: "Give it at most \(Self.largest).")
        }
    }

    private func setStatus(_ status: DiskStatus, of id: DiskID) async throws {
        try await context.store.change { inventory in
            inventory.disks[id]?.status = status
            // What a move that nobody could end has left does not count any more.
            if status == .ok { inventory.disks[id]?.movingSetID = nil }
        }
    }

    private func place(
        _ addition: Addition, in inventory: Inventory, as former: Disk? = nil
    ) throws -> (disk: Disk, remarks: [String]) {
        let domain = try inventory.storageDomains.required(addition.storageDomain)
        guard domain.status == .active else {
            throw Failure(
                .conflict, "Storage domain \(domain.name) is \(domain.status.rawValue).",
                correction: "Wait until it is active.")
        }
        let size = ByteCount((addition.size.bytes + Self.sector - 1) / Self.sector * Self.sector)
        let placed = try inventory.diskPlacement(
            of: size, in: domain.id, for: try addition.vm.map { try inventory.vms.required($0) })
        let disk = Disk(
            id: former?.id ?? DiskID(), name: addition.name, storageDomainID: domain.id, replicaSetID: placed.sets[0],
            size: size, status: .locked, isBootable: addition.isBootable)
        return (disk, placed.remarks)
    }
}

extension Inventory {
    fileprivate mutating func reserve(_ disk: Disk, vm: VMID?) throws {
        if let vm {
            try vms.update(vm) { vm in
                if vm.status != .down {
                    throw Failure(
                        .conflict, "VM \(vm.name) is \(vm.status.rawValue).",
                        correction: "Stop it before you attach a disk.")
                }
                vm.disks.append(disk.id)
            }
        }
        disks.insert(disk)
    }
}

extension Failure {
    /// Whether an agent has said itself that it failed.
    fileprivate var tellsTheOutcome: Bool { ![.hostUnreachable, .timedOut, .staleLeader].contains(code) }
}
