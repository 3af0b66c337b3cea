import AgentAPI
import Foundation
import MortarModel
import NIOCore
import Synchronization

/// An agent that writes down what it is asked and gives fixed answers.
final class RecordingAgent: HostAgent {
    private let log = Mutex<[String]>([])
    /// Thrown by every call, if set.
    let failure: Failure?
    /// For so long nothing of an image is taken.
    let stall: Duration
    let changeSource: @Sendable () throws -> AsyncThrowingStream<HostChange, any Error>
    let consoleSource: @Sendable () throws -> AsyncThrowingStream<ByteBuffer, any Error>

    init(
        failure: Failure? = nil, stall: Duration = .zero,
        changes: @escaping @Sendable () throws -> AsyncThrowingStream<HostChange, any Error> = { .endless },
        console: @escaping @Sendable () throws -> AsyncThrowingStream<ByteBuffer, any Error> = { .endless }
    ) {
        self.failure = failure
        self.stall = stall
        changeSource = changes
        consoleSource = console
    }

    /// What was asked, in its order.
    var calls: [String] { log.withLock { $0 } }

    func note(_ call: String) throws {
        log.withLock { $0.append(call) }
        if let failure { throw failure }
    }

    func facts(maxAge: Duration) async throws -> HostFacts {
        try note("facts")
        return Sample.facts
    }

    func changes() async throws -> any AsyncSequence<HostChange, any Error> & Sendable {
        try note("changes")
        return try changeSource()
    }

    func setHostNames(_ names: [HostName]) async throws { try note("setHostNames \(names)") }
    func startGluster() async throws { try note("startGluster") }
    func stopGluster() async throws { try note("stopGluster") }
    func addPeer(_ name: String) async throws { try note("addPeer \(name)") }
    func removePeer(_ name: String) async throws { try note("removePeer \(name)") }
    func rejoinPool(_ identity: PoolIdentity) async throws { try note("rejoinPool \(identity)") }

    func makeBrick(_ request: BrickRequest) async throws -> BrickFacts {
        try note("makeBrick \(request)")
        return Sample.brick
    }

    func removeBrick(_ id: BrickID) async throws { try note("removeBrick \(id)") }
    func wipeDevice(_ path: String) async throws { try note("wipeDevice \(path)") }
    func makeVolume(_ request: VolumeRequest) async throws { try note("makeVolume \(request)") }
    func setVolumeOptions(_ request: VolumeOptionsRequest) async throws { try note("setVolumeOptions \(request)") }
    func changeVolume(_ order: VolumeOrder) async throws { try note("changeVolume \(order)") }
    func volumeTask(_ volume: String) async throws -> VolumeTaskReport {
        try note("volumeTask \(volume)")
        return VolumeTaskReport(task: Sample.task)
    }
    func volumeUse(_ volume: String) async throws -> VolumeUse {
        try note("volumeUse \(volume)")
        return Sample.use
    }
    func directory(_ path: String) async throws -> DirectoryFacts {
        try note("directory \(path)")
        return Sample.directory
    }
    func deleteVolume(_ name: String) async throws { try note("deleteVolume \(name)") }

    func volumes() async throws -> [VolumeFacts] {
        try note("volumes")
        return [Sample.volume]
    }

    func healSummary(volume: String) async throws -> HealSummary {
        try note("healSummary \(volume)")
        return Sample.heals
    }

    func addBrick(_ request: BrickAddition) async throws { try note("addBrick \(request)") }
    func replaceBrick(_ request: BrickReplacement) async throws { try note("replaceBrick \(request)") }

    func blames(volume: String) async throws -> [BrickBlames] {
        try note("blames \(volume)")
        return [Sample.blames]
    }

    func connections(volume: String) async throws -> [BrickConnections] {
        try note("connections \(volume)")
        return [Sample.connections]
    }

    func splitBrains(volume: String) async throws -> SplitBrainList {
        try note("splitBrains \(volume)")
        return Sample.splitBrains
    }

    func brickCopies(_ request: BrickCopiesRequest) async throws -> [BrickCopy] {
        try note("brickCopies \(request)")
        return [Sample.copy]
    }

    func resolveSplitBrain(_ resolution: SplitBrainResolution) async throws -> SplitBrainOutcome {
        try note("resolveSplitBrain \(resolution)")
        return SplitBrainOutcome(isDecided: true)
    }

    func mountVolume(_ request: MountRequest) async throws { try note("mountVolume \(request)") }
    func unmountVolume(_ name: String) async throws { try note("unmountVolume \(name)") }
    func blinkDevice(_ path: String, on: Bool) async throws { try note("blinkDevice \(path) \(on)") }
    func makeImage(_ request: ImageRequest) async throws { try note("makeImage \(request)") }

    func writeImage(
        _ request: ImageRequest, content: any AsyncSequence<ByteBuffer, any Error> & Sendable
    ) async throws {
        try note("writeImage \(request)")
        var size = 0
        do {
            try await Task.sleep(for: stall)
            for try await part in content { size += part.readableBytes }
            try note("wrote \(size)")
        } catch {
            try note("write broke off after \(size)")
            throw error
        }
    }

    func deleteImage(_ reference: ImageReference) async throws { try note("deleteImage \(reference)") }

    func copyDisk(_ request: DiskCopyRequest) async throws -> DiskCopyFacts {
        try note("copyDisk \(request)")
        return Sample.copyFacts
    }
    func diskCopy(_ request: DiskCopyRequest) async throws -> DiskCopyFacts {
        try note("diskCopy \(request)")
        return Sample.copyFacts
    }
    func switchDisk(_ request: DiskCopyRequest) async throws -> DiskCopyFacts {
        try note("switchDisk \(request)")
        return Sample.copyFacts
    }
    func cancelDiskCopy(_ request: DiskCopyRequest) async throws -> DiskCopyFacts {
        try note("cancelDiskCopy \(request)")
        return Sample.copyFacts
    }

    func startVM(_ request: VMRequest) async throws -> VMFacts {
        try note("startVM \(request)")
        return Sample.vm
    }

    func stopVM(_ id: VMID) async throws { try note("stopVM \(id)") }
    func resumeVM(_ id: VMID) async throws -> Bool {
        try note("resumeVM \(id)")
        return true
    }
    func shutDownVM(_ id: VMID) async throws { try note("shutDownVM \(id)") }

    func guestWrites() async throws -> [GuestWrites] {
        try note("guestWrites")
        return [Sample.writes]
    }

    func consoleOutput(
        _ id: VMID, history: Bool
    ) async throws -> any AsyncSequence<ByteBuffer, any Error> & Sendable {
        try note("consoleOutput \(id) \(history)")
        return try consoleSource()
    }

    func writeToConsole(_ id: VMID, _ bytes: ByteBuffer) async throws {
        try note("writeToConsole \(id) \(String(buffer: bytes))")
    }

    func vmPresence(_ id: VMID) async throws -> VMPresence {
        try note("vmPresence \(id)")
        return .present(Sample.vm)
    }
}

extension RecordingAgent {
    func migrationKeyRequests() async throws -> MigrationKeyRequests {
        try note("migrationKeyRequests")
        return Sample.keyRequests
    }

    func openMigrations(_ door: MigrationDoor) async throws { try note("openMigrations \(door)") }
    func closeMigrations() async throws { try note("closeMigrations") }

    func vmHardware(_ id: VMID) async throws -> VMHardware {
        try note("vmHardware \(id)")
        return Sample.hardware
    }

    func admitVM(_ admission: VMAdmission) async throws -> VMAdmissionAnswer {
        try note("admitVM \(admission)")
        return VMAdmissionAnswer(canPostCopy: true)
    }

    func migrateVM(_ order: VMMigrationOrder) async throws { try note("migrateVM \(order)") }

    func migrationReport(_ id: VMID) async throws -> MigrationReport {
        try note("migrationReport \(id)")
        return Sample.migrationReport
    }

    func startPostCopy(_ id: VMID) async throws { try note("startPostCopy \(id)") }
    func cancelMigration(_ id: VMID) async throws { try note("cancelMigration \(id)") }
}

extension RecordingAgent {
    func pendingUpgrades(refresh: Bool) async throws -> PendingUpgrades {
        try note("pendingUpgrades \(refresh)")
        return Sample.pendingUpgrades
    }

    func startUpgrade(_ order: UpgradeOrder) async throws { try note("startUpgrade \(order.id)") }

    func upgradeReport(_ order: UpgradeOrder) async throws -> UpgradeReport {
        try note("upgradeReport \(order.id)")
        return .failed(Sample.upgradeFailure)
    }

    func reboot(from bootID: String) async throws { try note("reboot \(bootID)") }
}

extension AsyncThrowingStream where Element: Sendable, Failure == any Error {
    /// Never says anything.
    static var endless: Self {
        let (stream, continuation) = Self.makeStream()
        continuation.onTermination = { _ in }
        return stream
    }
}
