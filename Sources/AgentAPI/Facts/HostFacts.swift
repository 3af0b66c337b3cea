package import Foundation
package import MortarModel

/// What an agent found on its host at one moment.
package struct HostFacts: Sendable, Hashable, Codable {
    /// When it looked, by the host's clock.
    package var observed: Date
    /// Changes with every boot.
    package var bootID: String
    package var hostname: String
    /// As `Debian GNU/Linux 12 (bookworm)`.
    package var operatingSystem: String
    package var kernel: String
    package var versions: SoftwareVersions
    package var cpus: CPUFacts
    package var memory: MemoryFacts
    /// Whether the processor runs guests itself; otherwise they are emulated.
    package var hasKVM: Bool
    package var libgfapi: SelfTest
    package var nics: [NICFacts]
    package var devices: [DeviceFacts]
    package var bricks: [BrickFacts]
    /// Names of volumes mounted through FUSE.
    package var mounts: [String]
    package var gluster: GlusterFacts
    package var vms: [VMFacts]
    /// How VMs of other hosts come in; nil while they cannot.
    package var migrations: MigrationFacts?
    /// Of the installed system (machine-id(5)); nil where it has none.
    package var machineID: String?

    package init(
        observed: Date, bootID: String, hostname: String, operatingSystem: String, kernel: String,
        versions: SoftwareVersions, cpus: CPUFacts, memory: MemoryFacts, hasKVM: Bool, libgfapi: SelfTest,
        nics: [NICFacts], devices: [DeviceFacts], bricks: [BrickFacts], mounts: [String], gluster: GlusterFacts,
        vms: [VMFacts], migrations: MigrationFacts? = nil, machineID: String? = nil
    ) {
        self.observed = observed
        self.bootID = bootID
        self.hostname = hostname
        self.operatingSystem = operatingSystem
        self.kernel = kernel
        self.versions = versions
        self.cpus = cpus
        self.memory = memory
        self.hasKVM = hasKVM
        self.libgfapi = libgfapi
        self.nics = nics
        self.devices = devices
        self.bricks = bricks
        self.mounts = mounts
        self.gluster = gluster
        self.vms = vms
        self.migrations = migrations
        self.machineID = machineID
    }
}

/// Versions of what a host runs, as the programs print them; nil where one is missing.
package struct SoftwareVersions: Sendable, Hashable, Codable {
    package var agent: String
    package var gluster: String?
    package var libvirt: String?
    package var qemu: String?

    package init(agent: String, gluster: String?, libvirt: String?, qemu: String?) {
        self.agent = agent
        self.gluster = gluster
        self.libvirt = libvirt
        self.qemu = qemu
    }
}

/// Processors of a host.
package struct CPUFacts: Sendable, Hashable, Codable {
    /// Logical processors.
    package var count: Int
    package var model: String
    /// Average runnable tasks over the last minute.
    package var load: Double

    package init(count: Int, model: String, load: Double) {
        self.count = count
        self.model = model
        self.load = load
    }
}

/// Memory of a host.
package struct MemoryFacts: Sendable, Hashable, Codable {
    package var total: ByteCount
    /// What new programs can have without swapping (`MemAvailable`).
    package var available: ByteCount

    package init(total: ByteCount, available: ByteCount) {
        self.total = total
        self.available = available
    }
}

/// Whether something works on a host, tried and not guessed.
package struct SelfTest: Sendable, Hashable, Codable {
    package enum Verdict: String, Sendable, Hashable, Codable {
        case passed, failed
        /// Not tried yet: there is no volume to try it on.
        case untried
    }

    package var verdict: Verdict
    /// What was tried and, where it failed, the words of what failed.
    package var detail: String

    package init(_ verdict: Verdict, detail: String) {
        self.verdict = verdict
        self.detail = detail
    }
}
