import AgentAPI
import Foundation
package import MortarModel
import Synchronization

/// The world that simulated agents act on: hosts with devices, one trusted pool, volumes, images, VMs, all in memory.
///
/// It keeps the rules that matter to the engine: a device with data is refused, a volume needs its bricks and peers,
/// an image its volume, a VM its images.
package final class SimulatedCluster: Sendable {
    struct SimulatedHost {
        var address: String
        var devices: [DeviceFacts]
        var bricks: [BrickID: BrickFacts] = [:]
        /// What bricks were aligned to.
        var stripes: [BrickID: StripeGeometry] = [:]
        var mounts: Set<String> = []
        /// Paths of devices whose lights are on.
        var blinking: Set<String> = []
        var names: [HostName] = []
        var isGlusterRunning = false
        var hasPower = true
        var memory: ByteCount
        var vms: [VMID: VMFacts] = [:]
        /// What the VMs use.
        var attached: [VMID: [DiskID: ImageReference]] = [:]
        /// How VMs of other hosts come in.
        var migrations: MigrationFacts?
        /// What there is to upgrade.
        var pending = PendingUpgrades(packages: [])
        /// By the ids of their orders.
        var upgrades: [String: UpgradeReport] = [:]
        var boots = 0
        /// Why moves from here failed.
        var migrationFailures: [VMID: Failure] = [:]
        /// What each listener has not taken yet.
        var mailboxes: [UUID: [HostChange]] = [:]
    }

    /// A VM on its way from host to host.
    struct Migration {
        var source: String
        var target: String
        var order: VMMigrationOrder
        /// Goes on until the guest is sent ahead of its memory.
        var isHeld = false
    }

    struct State {
        var hosts: [String: SimulatedHost] = [:]
        var pool: Set<String> = []
        var volumes: [String: VolumeFacts] = [:]
        /// What moves data of volumes, or last did.
        var tasks: [String: VolumeTask] = [:]
        var areTasksHeld = false
        /// So many of them fail.
        var failingTasks = 0
        /// By host and volume.
        var uses: [String: [String: VolumeUse]] = [:]
        /// By host and path; others are missing, on a file system of their own.
        var directories: [String: [String: DirectoryFacts]] = [:]
        /// What is recorded at the first brick of each volume.
        var heals: [String: (pending: Int, splitBrain: Int)] = [:]
        /// What all bricks of a volume hold against the bricks at some places.
        var blames: [String: [Int: Int]] = [:]
        /// By volume, of each brick in the volume's order: connections by address.
        var clients: [String: [[String: Int]]] = [:]
        /// By volume: entries, and their copies in the order of the bricks.
        var splitBrains: [String: [SplitBrainList.Entry: [BrickCopy?]]] = [:]
        var resolutions: [SplitBrainResolution] = []
        /// Whose processes have ended.
        var deadBricks: Set<BrickID> = []
        /// What VMs have written.
        var writes: [VMID: GuestWrites] = [:]
        var images: [ImageReference: ByteCount] = [:]
        /// What is in images that were written to.
        var contents: [ImageReference: String] = [:]
        var copies: [DiskID: SimulatedCopy] = [:]
        /// So many copies end as soon as they have begun.
        var brokenCopies = 0
        /// Images whose place others have taken, for as long as they are there.
        var moved: Set<ImageReference> = []
        /// Images of which nobody knows whether others have taken their places.
        var moving: Set<ImageReference> = []
        var migrations: [VMID: Migration] = [:]
        var areMigrationsHeld = false
        var isEachMigrationHeld = false
        var orders: [VMMigrationOrder] = []
        var areUpgradesHeld = false
        var upgradeFailures: [String: Failure] = [:]
        var failures: [String: Int] = [:]
        /// Commands of which the next is carried out and its answer lost.
        var lostReplies: Set<String> = []
        var calls: [String] = []
    }

    let state = Mutex(State())

    package init() {}

    /// Adds a host that is on, with blank devices.
    package func addHost(
        address: String, devices: Int = 2, deviceSize: ByteCount = .gibibytes(8), memory: ByteCount = .gibibytes(16)
    ) {
        let disks = (0..<devices).map { DeviceFacts(blank: $0, of: address, size: deviceSize) }
        state.withLock { $0.hosts[address] = SimulatedHost(address: address, devices: disks, memory: memory) }
    }

    /// Puts another blank device into a host.
    package func insertDevice(of address: String, size: ByteCount = .gibibytes(8)) {
        state.withLock { state in
            guard let count = state.hosts[address]?.devices.count else { return }
            state.hosts[address]?.devices.append(DeviceFacts(blank: count, of: address, size: size))
        }
        tell(.facts, at: address)
    }

    /// The agent of the host with this management and storage address.
    package func agent(address: String) -> SimulatedAgent {
        SimulatedAgent(cluster: self, address: address)
    }

    /// Adds a volume that somebody made without Mortar.
    package func addForeignVolume(_ name: String) {
        let brick = VolumeBrickFacts(
            brick: VolumeBrick(host: "10.0.0.1", directory: "/srv/\(name)"), isArbiter: false, isOnline: true,
            port: 49152, pid: 1, size: nil, free: nil)
        let volume = VolumeFacts(
            id: "foreign \(name)", name: name, type: "Distribute", isStarted: true, replicaCount: 1, arbiterCount: 0,
            bricks: [brick], options: [:])
        state.withLock { $0.volumes[name] = volume }
    }

    // MARK: For the agents

    static func unreachable(_ address: String) -> Failure {
        Failure(.hostUnreachable, "The agent at \(address) does not answer.", correction: "See whether the host is on.")
    }

    /// Carries out a command on a host that is on, unless it is to fail.
    func perform<Result>(
        _ command: String, at address: String, _ body: (inout State) throws -> sending Result
    ) throws -> sending Result {
        try state.withLock { state in
            guard state.hosts[address]?.hasPower == true else { throw Self.unreachable(address) }
            if let times = state.failures[command], times > 0 {
                state.failures[command] = times - 1
                throw Failure(.toolFailed, "\(command) was made to fail at \(address).")
            }
            if command != "listen" { state.calls.append("\(command) \(address)") }
            guard state.lostReplies.remove(command) != nil else { return try body(&state) }
            _ = try body(&state)
            throw Self.unreachable(address)
        }
    }

    /// Tells a host's listeners.
    func tell(_ change: HostChange, at address: String) {
        state.withLock { state in
            for listener in state.hosts[address]?.mailboxes.keys.map(\.self) ?? [] {
                state.hosts[address]?.mailboxes[listener]?.append(change)
            }
        }
    }
}

extension DeviceFacts {
    /// The device of a host with this number, counted from 0.
    fileprivate init(blank number: Int, of address: String, size: ByteCount) {
        let serial = "\(address)-\(number)"
        self.init(
            path: "/dev/sd\(Character(UnicodeScalar(UInt8(ascii: "b") + UInt8(number))))",
            stablePath: "/dev/disk/by-id/ata-SIM_\(serial)", size: size, model: "SIM", serial: serial,
            isRotational: false, use: .blank)
    }
}
