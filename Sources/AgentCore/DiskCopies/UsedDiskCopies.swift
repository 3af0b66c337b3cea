import AgentAPI
import DomainXML
import LibvirtKit
import MortarModel

/// Copies of disks that VMs run with: QEMU copies them, and libvirt knows of it whatever becomes of the agent.
struct UsedDiskCopies: Sendable {
    let hypervisor: any Hypervisor
    let images: Images

    func begin(_ request: DiskCopyRequest, of vm: VMID) async throws -> DiskCopyFacts {
        let use = try await use(request, by: vm)
        // No change has been asked for yet: what says so is of an earlier move.
        if use == nil || use?.state == DiskCopyFacts.State.none { try await marks(request).clear() }
        guard let use else { throw Failure.runsNotHere(vm) }
        if use.state == .none {
            let order = try await order(request, use.device)
            do {
                try await hypervisor.copyBlock(of: try uuid(vm), by: order)
            } catch let error as LibvirtError where error.code == .blockCopyActive {
                // It has begun since it was looked at.
            }
        }
        return try await facts(request, of: vm)
    }

    func facts(_ request: DiskCopyRequest, of vm: VMID) async throws -> DiskCopyFacts {
        guard let use = try await use(request, by: vm) else { return DiskCopyFacts(try await marks(request).state()) }
        guard use.state == .copying || use.state == .complete else { return DiskCopyFacts(use.state) }
        let job = try await hypervisor.blockJob(of: try uuid(vm), device: use.device)
        return DiskCopyFacts(
            use.state, copied: ByteCount(Int64(clamping: job?.current ?? 0)),
            total: ByteCount(Int64(clamping: job?.end ?? 0)))
    }

    /// A write is done when both images have it, so that in the moment of the change they do not differ.
    func switchOver(_ request: DiskCopyRequest, of vm: VMID) async throws -> DiskCopyFacts {
        guard let use = try await use(request, by: vm) else { return DiskCopyFacts(try await marks(request).state()) }
        guard use.state == .complete || use.state == .switched else {
            // The change was asked for before, and is still to come.
            if try await marks(request).state() == .unclear { throw Failure.isEnding(request) }
            throw Failure.incomplete(request)
        }
        if use.state == .complete {
            try await marks(request).change()
            try await pivot(request, of: vm, use.device)
        }
        try await marks(request).changed()
        try await moveSeed(request, of: vm)
        if let use = try await self.use(request, by: vm), use.state != .switched { throw Failure.incomplete(request) }
        return DiskCopyFacts(.switched)
    }

    func cancel(_ request: DiskCopyRequest, of vm: VMID) async throws -> DiskCopyFacts {
        let use = try await use(request, by: vm)
        if let use, use.state == .copying || use.state == .complete { try await abort(vm, use.device) }
        guard let end = try await self.use(request, by: vm) else {
            return DiskCopyFacts(try await marks(request).state())
        }
        switch end.state {
        case .none: try await marks(request).clear()
        case .switched: try await marks(request).changed()
        // It is still being ended: which image counts then only libvirt will tell.
        case .copying, .complete, .unclear: throw Failure.isEnding(request)
        }
        return DiskCopyFacts(end.state)
    }

    private func abort(_ vm: VMID, _ device: String) async throws {
        do {
            try await hypervisor.abortBlockCopy(of: try uuid(vm), device: device)
        } catch let error as LibvirtError where [.operationInvalid, .noDomain].contains(error.code) {
            // It has ended since it was looked at.
        }
    }

    private func pivot(_ request: DiskCopyRequest, of vm: VMID, _ device: String) async throws {
        do {
            try await hypervisor.switchToBlockCopy(of: try uuid(vm), device: device)
        } catch {
            // An answer that came too late or was lost is no refusal: the VM tells.
            if try await use(request, by: vm)?.state == .switched { return }
            // The change may still come: the mark stays until the VM tells that it has not.
            throw error
        }
    }

    /// How the VM uses the disk; nil when the VM does not run here.
    private func use(_ request: DiskCopyRequest, by vm: VMID) async throws -> DiskUse? {
        guard let description = try await hypervisor.description(of: try uuid(vm)) else { return nil }
        return try DiskUse(request, of: vm, in: AttachedDisk.all(in: description), roots: images.roots)
    }

    private func order(_ request: DiskCopyRequest, _ device: String) async throws -> BlockCopyOrder {
        let root = try await images.existing(request.target).root
        let source = root.source(of: request.target, by: request.access, servers: request.servers)
        let disk = DomainDisk(id: request.disk, source: source)
        return BlockCopyOrder(
            device: device, destination: disk.copyDestination(device: device),
            bandwidth: request.bandwidth.map { UInt64(clamping: $0.bytes) })
    }

    private func marks(_ request: DiskCopyRequest) -> MoveMarks { MoveMarks(images: images, source: request.source) }
}

extension Failure {
    fileprivate static func runsNotHere(_ vm: VMID) -> Failure {
        Failure(
            .conflict, "VM \(vm) does not run on this host.", correction: "Look where it runs, and ask again.",
            objects: [vm.object])
    }

    /// To be asked again.
    fileprivate static func isEnding(_ request: DiskCopyRequest) -> Failure {
        Failure(
            .timedOut, "The copy of disk \(request.disk) is still being ended.", correction: "Ask again.",
            objects: ["disk \(request.disk)"])
    }

    static func incomplete(_ request: DiskCopyRequest) -> Failure {
        Failure(
            .conflict, "There is no complete copy of disk \(request.disk).", correction: "Move the disk again.",
            objects: ["disk \(request.disk)"])
    }
}
