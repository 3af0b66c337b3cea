package import AgentAPI
import BlockDeviceKit
import DomainXML
import LibvirtKit
import MortarModel

/// Who uses volumes on this host: mounts and VMs, also those that Mortar did not make.
package struct VolumeUses: Sendable {
    private let hypervisor: any Hypervisor
    private let programs: QEMUFiles
    private let table: @Sendable () throws -> String

    /// - Parameters:
    ///   - programs: the QEMU processes of this host.
    ///   - table: reads the table of mounts in the format of `/proc/self/mountinfo` (proc(5)).
    package init(
        hypervisor: any Hypervisor, programs: QEMUFiles = QEMUFiles(),
        table: @escaping @Sendable () throws -> String = kernelMountTable
    ) {
        self.hypervisor = hypervisor
        self.programs = programs
        self.table = table
    }

    /// Who uses a volume now; throws when libvirt or the kernel does not tell.
    package func use(of volume: String) async throws -> VolumeUse {
        try await explaining(
            "Who uses the volume \(volume) on this host is not known.", correction: VirtualMachines.correction
        ) {
            let mountPoints = Mount.table(try table()).filter { $0.isMount(of: volume) }.map(\.mountPoint)
            let place = VolumePlace(volume: volume, mountPoints: mountPoints)
            let guests = Set(try await domains(on: place) + programs.names(on: place))
            return VolumeUse(guests: guests.sorted(), mountPoints: Set(mountPoints).sorted())
        }
    }

    private func domains(on place: VolumePlace) async throws -> [String] {
        var names: [String] = []
        for domain in try await hypervisor.domains() where ![.off, .crashed].contains(domain.state.kind) {
            guard let description = try await hypervisor.description(of: domain.id) else { continue }
            let sources = try AttachedDisk.all(in: description).flatMap { [$0.source, $0.copy?.source] }
            if sources.compactMap(\.self).contains(where: place.has) { names.append(domain.name) }
        }
        return names
    }
}

/// A volume, as paths and names of files may lead to it.
package struct VolumePlace: Sendable, Hashable {
    package var volume: String
    package var mountPoints: [String]

    package init(volume: String, mountPoints: [String]) {
        self.volume = volume
        self.mountPoints = mountPoints
    }

    /// Whether a file is on it.
    func has(_ file: String) -> Bool { mountPoints.contains { file.hasPrefix($0 + "/") } }

    func has(_ source: DiskSource) -> Bool {
        switch source {
        case .file(let file): has(file)
        case .gluster(let name, _, _): name == volume
        }
    }

    /// Whether a word of QEMU's command line has it open a file through libgfapi, as a URL or an option (qemu-block-drivers(7)).
    func isNamed(in word: some StringProtocol) -> Bool {
        guard word.contains("gluster") else { return false }
        return ["\"volume\":\"\(volume)\"", "volume=\(volume),", "/\(volume)/"].contains { word.contains($0) }
            || word.hasSuffix("volume=\(volume)")
    }
}

extension Mount {
    /// One whose source does not name a volume may be of any.
    fileprivate func isMount(of volume: String) -> Bool {
        guard type == MountLayout.type else { return false }
        guard let colon = source.lastIndex(of: ":") else { return true }
        let path = source[source.index(after: colon)...]
        return path.split(separator: "/").first.map { $0 == volume } ?? true
    }
}
