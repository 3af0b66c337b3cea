import AgentAPI
import DomainXML
import MortarModel

extension DomainDescription {
    /// - Parameters:
    ///   - root: where a volume is mounted, by its name.
    ///   - seed: the disc with settings for the guest, beside the image that boots.
    init(
        _ request: VMRequest, root: (String) throws -> VolumeRoot, seed: ImageReference?, settings: VMSettings
    ) throws {
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
        func source(_ file: ImageReference, _ disk: VMRequest.Disk) throws -> DiskSource {
            try root(file.volume).source(of: file, by: disk.access, servers: disk.servers)
        }
        self.init(
            id: request.id, name: request.name, cpus: request.cpus, memory: request.memory,
            acceleration: settings.hasKVM() ? .kvm : .emulation, access: boot.access,
            disks: try request.disks.map { DomainDisk(id: $0.id, source: try source($0.image, $0)) },
            seed: try seed.map { try source($0, boot) }, consoleLog: settings.consoleLog(of: request.id))
    }
}

extension VMSettings {
    func consoleLog(of id: VMID) -> String { "\(consoleFolder)/\(id).log" }
}
