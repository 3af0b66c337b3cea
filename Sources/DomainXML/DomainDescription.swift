package import MortarModel

/// A VM as libvirt is told of it.
package struct DomainDescription: Sendable, Hashable {
    /// Who runs the guest's instructions.
    package enum Acceleration: String, Sendable, Hashable, CaseIterable {
        /// The processor itself.
        case kvm
        /// A program, many times slower.
        case emulation
    }

    package enum Machine: String, Sendable, Hashable, CaseIterable {
        case q35, pc
    }

    /// What the guest sees of the host's processor.
    package enum CPUModel: String, Sendable, Hashable, CaseIterable {
        /// The named model nearest to it, which other hosts can offer too.
        case hostModel = "host-model"
        /// All of it.
        case hostPassthrough = "host-passthrough"
    }

    package var id: VMID
    /// Any text; libvirt gets one that it accepts, see ``domainName``.
    package var name: String
    /// At least 1.
    package var cpus: Int
    /// Rounded up to whole KiB.
    package var memory: ByteCount
    package var acceleration: Acceleration
    package var machine: Machine
    /// Emulated guests get everything the emulator can do instead.
    package var cpuModel: CPUModel
    package var access: DiskAccess
    /// The first one boots; at most 25, so that letters suffice for them and the seed.
    package var disks: [DomainDisk]
    /// A disc with settings for the guest's first start.
    package var seed: DiskSource?
    /// The file that keeps what the guest prints on its serial console.
    package var consoleLog: String

    package init(
        id: VMID, name: String, cpus: Int, memory: ByteCount, acceleration: Acceleration, machine: Machine = .q35,
        cpuModel: CPUModel = .hostModel, access: DiskAccess, disks: [DomainDisk], seed: DiskSource? = nil,
        consoleLog: String
    ) {
        self.id = id
        self.name = name
        self.cpus = cpus
        self.memory = memory
        self.acceleration = acceleration
        self.machine = machine
        self.cpuModel = cpuModel
        self.access = access
        self.disks = disks
        self.seed = seed
        self.consoleLog = consoleLog
    }

    /// The name that libvirt knows the VM by: its own where libvirt takes it.
    ///
    /// libvirt makes file names of it, so that it must be one: no `/`, no control characters, not empty, and at most
    /// 128 bytes, which leaves room for what libvirt appends.
    package var domainName: String {
        var result = ""
        for scalar in name.unicodeScalars {
            let kept = scalar == "/" || !scalar.isXML || scalar.properties.generalCategory == .control ? "_" : scalar
            guard result.utf8.count + kept.utf8.count <= 128 else { break }
            result.unicodeScalars.append(kept)
        }
        return result.allSatisfy(\.isWhitespace) ? id.rawValue : result
    }
}
