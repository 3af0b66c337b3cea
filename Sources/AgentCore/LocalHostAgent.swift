package import AgentAPI
package import HostCommand
package import Logging
package import MortarModel
import SmartKit

/// The agent that acts on the machine it runs on.
package struct LocalHostAgent: HostAgent {
    let guests: any Guests
    let upgrades: HostUpgrades
    private let pool: Pool
    private let bricks: Bricks
    private let volumesOfPool: Volumes
    private let splitBrainsOfPool: SplitBrains
    private let mounts: VolumeMounts
    private let directories: Directories
    private let survey: HostSurvey
    private let lights: DeviceLights
    private let deviceWatch: DeviceWatch
    private let missing: MissingMounts
    private let feed = ChangeFeed()
    private let logger: Logger

    /// - Parameters:
    ///   - devices: the only paths of disks and partitions that count as this host's; nil for all.
    ///   - smartctl: the program that reads devices' health.
    ///   - version: the agent's own.
    package init(
        commands: any CommandRunner, guests: any Guests, devices allowed: [String]? = nil,
        smartctl: String = "smartctl", version: String, logger: Logger
    ) {
        let devices = HostDevices(commands, allowed: allowed)
        self.guests = guests
        self.logger = logger
        upgrades = HostUpgrades(commands)
        pool = Pool(commands)
        bricks = Bricks(commands, devices: devices)
        volumesOfPool = Volumes(commands)
        splitBrainsOfPool = SplitBrains(commands)
        mounts = VolumeMounts(commands)
        directories = Directories(commands)
        lights = DeviceLights(commands, devices: devices)
        let measured = MeasuredDevices()
        survey = HostSurvey(
            commands, devices: devices, bricks: bricks, measured: measured, mounts: mounts, pool: pool,
            agentVersion: version)
        deviceWatch = DeviceWatch(
            devices: measured, smartctl: Smartctl(commands, program: smartctl),
            errors: KernelErrors(messages: .ifReadable(logger), logger: logger), feed: feed)
        missing = MissingMounts(commands, bricks: bricks, volumes: mounts, logger: logger)
    }

    /// Brings back what is missing since boot and watches the host until cancelled.
    package func run() async throws {
        defer { feed.finish() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await missing.restore() }
            group.addTask { try await HostWatch(feed: feed, logger: logger, probes: bricks.probes).run() }
            group.addTask { try await deviceWatch.run() }
            group.addTask { try await guests.run() }
            group.addTask {
                for await change in guests.listen() { feed.tell(change) }
            }
            try await group.waitForAll()
        }
    }

    // MARK: Facts

    package func facts(maxAge: Duration) async throws -> HostFacts {
        var facts = try await survey.facts(
            maxAge: maxAge, hasKVM: guests.hasKVM(), libgfapi: await guests.libgfapi(), vms: try await guests.facts())
        facts.migrations = try guests.migrationFacts()
        return facts
    }

    package func changes() async throws -> any AsyncSequence<HostChange, any Error> & Sendable {
        feed.listen()
    }

    // MARK: Trusted pool

    package func setHostNames(_ names: [HostName]) async throws { try await pool.setNames(names) }
    package func startGluster() async throws { try await pool.startGluster() }
    package func stopGluster() async throws { try await pool.stopGluster() }
    package func addPeer(_ name: String) async throws { try await pool.add(name) }
    package func removePeer(_ name: String) async throws { try await pool.remove(name) }
    package func rejoinPool(_ identity: PoolIdentity) async throws { try await pool.rejoin(identity) }

    // MARK: Bricks and volumes

    package func makeBrick(_ request: BrickRequest) async throws -> BrickFacts { try await bricks.make(request) }
    package func removeBrick(_ id: BrickID) async throws { try await bricks.remove(id) }
    package func wipeDevice(_ path: String) async throws { try await bricks.wipe(path) }
    package func makeVolume(_ request: VolumeRequest) async throws { try await volumesOfPool.make(request) }
    package func setVolumeOptions(_ request: VolumeOptionsRequest) async throws { try await volumesOfPool.set(request) }
    package func deleteVolume(_ name: String) async throws { try await volumesOfPool.delete(name) }
    package func volumes() async throws -> [VolumeFacts] { try await volumesOfPool.facts() }
    package func healSummary(volume: String) async throws -> HealSummary { try await volumesOfPool.healSummary(volume) }
    package func addBrick(_ request: BrickAddition) async throws {
        try await volumesOfPool.addBrick(request)
    }

    package func replaceBrick(_ request: BrickReplacement) async throws {
        try await volumesOfPool.replaceBrick(request)
    }
    package func blames(volume: String) async throws -> [BrickBlames] { try await volumesOfPool.blames(volume) }
    package func connections(volume: String) async throws -> [BrickConnections] {
        try await volumesOfPool.connections(volume)
    }

    package func changeVolume(_ order: VolumeOrder) async throws { try await volumesOfPool.change(order) }
    package func volumeTask(_ volume: String) async throws -> VolumeTaskReport { try await volumesOfPool.task(volume) }
    package func volumeUse(_ volume: String) async throws -> VolumeUse { try await guests.volumeUse(volume) }
    package func directory(_ path: String) async throws -> DirectoryFacts { try await directories.facts(path) }

    package func splitBrains(volume: String) async throws -> SplitBrainList { try await splitBrainsOfPool.list(volume) }
    package func brickCopies(_ request: BrickCopiesRequest) async throws -> [BrickCopy] {
        try await splitBrainsOfPool.copies(request)
    }
    package func resolveSplitBrain(_ resolution: SplitBrainResolution) async throws -> SplitBrainOutcome {
        try await splitBrainsOfPool.resolve(resolution)
    }
    package func mountVolume(_ request: MountRequest) async throws { try await mounts.mount(request) }
    package func unmountVolume(_ name: String) async throws { try await mounts.unmount(name) }
    package func blinkDevice(_ path: String, on: Bool) async throws { try await lights.blink(path, on: on) }
}
