package import AgentAPI
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
        /// What is recorded at the first brick of each volume.
        var heals: [String: (pending: Int, splitBrain: Int)] = [:]
        /// What all bricks of a volume hold against the bricks at some places.
        var blames: [String: [Int: Int]] = [:]
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

    // MARK: Faults

    /// Makes the next calls of a command fail with `toolFailed`, on whatever host.
    package func failNext(_ command: String, times: Int = 1) {
        state.withLock { $0.failures[command] = times }
    }

    /// Has the next call of a command be carried out, and its answer be lost.
    package func loseNextReply(of command: String) {
        state.withLock { _ = $0.lostReplies.insert(command) }
    }

    /// Takes a host's power away or gives it back. Its VMs are lost, what is on its disks stays.
    package func setPower(_ isOn: Bool, address: String) {
        state.withLock { state in
            state.hosts[address]?.hasPower = isOn
            if isOn { return }
            state.loseGuests(of: address)
            for (id, migration) in state.migrations where [migration.source, migration.target].contains(address) {
                state.migrations[id] = nil
                state.hosts[migration.source]?.migrationFailures[id] = Failure(.toolFailed, "the connection broke")
            }
        }
    }

    /// Has the moves of VMs come to no end until they are let go.
    package func holdMigrations(_ isHeld: Bool) {
        state.withLock { $0.areMigrationsHeld = isHeld }
    }

    /// Ends a VM's move without success, as libvirt does when the memory cannot be sent.
    package func breakMigration(of id: VMID) {
        state.withLock { state in
            guard let migration = state.migrations.removeValue(forKey: id) else { return }
            state.hosts[migration.source]?.migrationFailures[id] = Failure(.toolFailed, "the migration job failed")
        }
    }

    /// Has the moves that are ordered from now on come to no end before their guests are sent ahead.
    package func holdEachMigration() {
        state.withLock { $0.isEachMigrationHeld = true }
    }

    /// Every move that was ordered and begun.
    package var orders: [VMMigrationOrder] { state.withLock { $0.orders } }

    /// Puts something on a host's device that is not Mortar's.
    package func occupy(_ path: String, of address: String, by use: String = "a file system of somebody's") {
        changeDevice(path, of: address) { $0.use = .occupied(use) }
    }

    /// Changes what a host's device is or tells; the host announces it.
    package func changeDevice(_ path: String, of address: String, _ body: (inout DeviceFacts) -> Void) {
        state.withLock { state in
            guard let index = state.hosts[address]?.devices.firstIndex(where: { $0.path == path }) else { return }
            body(&state.hosts[address]!.devices[index])
        }
        tell(.facts, at: address)
    }

    /// Has a volume's first brick record entries that are not alike everywhere.
    package func setHeals(_ volume: String, pending: Int, splitBrain: Int = 0) {
        state.withLock { $0.heals[volume] = (pending, splitBrain) }
    }

    /// Has a VM run on a host, however it came there.
    package func run(_ vm: VMFacts, on address: String) {
        state.withLock { $0.hosts[address]?.vms[vm.id] = vm }
    }

    /// Has a VM have written more since, each write taking so long.
    package func addWrites(_ requests: Int64, of vm: VMID, each time: Duration) {
        state.withLock { state in
            let before = state.writes[vm] ?? GuestWrites(vm: vm, requests: 0, time: .zero)
            state.writes[vm] = GuestWrites(
                vm: vm, requests: before.requests + requests, time: before.time + time * Int(requests))
        }
    }

    /// Sets an option of a volume, as somebody might on a host.
    package func setOption(_ name: String, _ value: String, of volume: String) {
        state.withLock { $0.volumes[volume]?.options[name] = value }
    }

    /// Has all bricks of a volume know of entries that are stale on the brick at a place.
    package func setStale(_ volume: String, place: Int, entries: Int) {
        state.withLock { $0.blames[volume] = entries == 0 ? nil : [place: entries] }
    }

    /// Has a brick's disk fail: its file system does no work any more.
    ///
    /// - Parameter noticed: whether its process has noticed and ended.
    package func failBrick(_ id: BrickID, of address: String, noticed: Bool = false) {
        state.withLock { state in
            if noticed { state.deadBricks.insert(id) }
            state.hosts[address]?.bricks[id]?.failure = "the file system has shut down"
        }
    }

    /// Takes a disk out of a host; a brick on it does not work any more.
    package func pullDevice(_ path: String, of address: String) {
        state.withLock { state in
            guard let index = state.hosts[address]?.devices.firstIndex(where: { $0.path == path }) else { return }
            let device = state.hosts[address]!.devices.remove(at: index)
            if case .brick(let id) = device.use { state.hosts[address]?.bricks[id]?.failure = "its disk was pulled" }
        }
        tell(.facts, at: address)
    }

    /// Has the copies of a file differ in a way that GlusterFS cannot decide.
    ///
    /// - Parameter copies: in the order of the volume's bricks; nil for a brick that has none.
    package func setSplitBrain(_ volume: String, _ entry: SplitBrainList.Entry, copies: [BrickCopy?]) {
        state.withLock { $0.splitBrains[volume, default: [:]][entry] = copies }
    }

    /// Waits until somebody listens to a host's changes.
    package func untilListened(_ address: String) async throws {
        while state.withLock({ $0.hosts[address]?.mailboxes.isEmpty ?? true }) {
            try await Task.sleep(for: .milliseconds(10))
        }
    }

    // MARK: Looking

    /// What was decided of files in split-brain, in order.
    package var resolutions: [SplitBrainResolution] { state.withLock { $0.resolutions } }

    package var volumes: [VolumeFacts] { state.withLock { Array($0.volumes.values) } }
    package var images: [ImageReference: ByteCount] { state.withLock { $0.images } }
    package var pool: Set<String> { state.withLock { $0.pool } }
    /// Every command that was carried out, as `makeBrick 10.0.0.1`.
    package var calls: [String] { state.withLock { $0.calls } }

    package func devices(of address: String) -> [DeviceFacts] {
        state.withLock { $0.hosts[address]?.devices ?? [] }
    }

    /// The stripe that a brick was aligned to by its request; nil where the device was asked.
    package func stripe(of brick: BrickID) -> StripeGeometry? {
        state.withLock { state in state.hosts.values.compactMap { $0.stripes[brick] }.first }
    }

    /// Paths of devices whose lights are on.
    package func blinking(on address: String) -> Set<String> {
        state.withLock { $0.hosts[address]?.blinking ?? [] }
    }

    package func isGlusterRunning(on address: String) -> Bool {
        state.withLock { $0.hosts[address]?.isGlusterRunning ?? false }
    }

    package func vms(on address: String) -> [VMFacts] {
        state.withLock { $0.hosts[address].map { Array($0.vms.values) } ?? [] }
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
