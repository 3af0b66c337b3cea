import AgentAPI
import DomainXML
import MortarModel

extension DomainDescription {
    /// - Parameters:
    ///   - roots: the roots of the volumes of the request's disks, by volume.
    ///   - seed: the disc with settings for the guest, beside the image that boots.
    init(_ request: VMRequest, roots: [String: VolumeRoot], seed: ImageReference?, settings: VMSettings) throws {
        guard let boot = request.disks.first else {
            throw Failure(
                .invalid, "VM \(request.name) has no disk.", correction: "Give it a disk to boot from.",
                objects: ["VM \(request.name)"])
        }
        guard request.cpus >= 1, request.memory > .zero, request.disks.count <= 25 else {
            throw Failure(
                .invalid, "VM \(request.name) needs a processor, memory, and at most 25 disks.",
                objects: ["VM \(request.name)"])
        }
        self.init(
            id: request.id, name: request.name, cpus: request.cpus, memory: request.memory,
            acceleration: settings.hasKVM() ? .kvm : .emulation, access: boot.access,
            disks: request.disks.map { DomainDisk(id: $0.id, source: $0.source($0.image, roots)) },
            seed: seed.map { boot.source($0, roots) }, consoleLog: settings.consoleLog(of: request.id))
    }
}

extension VMRequest.Disk {
    /// A file on this disk's volume, the way that this disk is reached.
    fileprivate func source(_ file: ImageReference, _ roots: [String: VolumeRoot]) -> DiskSource {
        let root = roots[file.volume]
        switch access {
        case .libgfapi:
            let servers = servers.isEmpty ? root?.servers ?? [] : servers
            return .gluster(volume: file.volume, path: file.path, servers: servers)
        case .fuse:
            return .file("\(root?.directory ?? "")/\(file.path)")
        }
    }
}

extension VMSettings {
    func consoleLog(of id: VMID) -> String { "\(consoleFolder)/\(id).log" }
}
