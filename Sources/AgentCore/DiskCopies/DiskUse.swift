import AgentAPI
import DomainXML
import MortarModel

/// How a VM that runs uses a disk that is to be copied.
struct DiskUse: Sendable, Hashable {
    /// The disk's target, `vda`.
    let device: String
    let state: DiskCopyFacts.State

    /// Throws `conflict` when the VM does not have the disk, or has something else in its place.
    ///
    /// - Parameters:
    ///   - vm: whose disks these are, as they are attached now.
    ///   - roots: where volumes are mounted.
    init(_ request: DiskCopyRequest, of vm: VMID, in disks: [AttachedDisk], roots: VolumeRoots) throws {
        guard let disk = disks.first(where: { $0.serial == request.disk.rawValue }) else {
            throw Failure(
                .conflict, "VM \(vm) runs without disk \(request.disk).", correction: "Stop and start the VM.",
                objects: [vm.object])
        }
        device = disk.device
        let place = disk.source?.image(roots)
        switch disk.copy {
        case nil where place == request.target: state = .switched
        case nil where place == request.source: state = .none
        case let copy? where place == request.source && copy.source.image(roots) == request.target:
            state = copy.isReady ? .complete : .copying
        default: throw Failure.isElsewhere(disk, request)
        }
    }
}

extension DiskSource {
    /// The image that it is; nil for what is on no volume.
    func image(_ roots: VolumeRoots) -> ImageReference? {
        switch self {
        case .gluster(let volume, let path, _): ImageReference(volume: volume, path: path)
        case .file(let file): roots.image(of: file)
        }
    }
}

extension Failure {
    fileprivate static func isElsewhere(_ disk: AttachedDisk, _ request: DiskCopyRequest) -> Failure {
        Failure(
            .conflict, "Disk \(request.disk) is being copied elsewhere, or is not where it should be.",
            cause: "Its VM uses \(disk.source.map { "\($0)" } ?? "nothing").",
            correction: "See “virsh dumpxml” on the host.", objects: ["disk \(request.disk)"])
    }
}
