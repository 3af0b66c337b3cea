import AgentAPI
package import MortarModel
import Workflow

/// A disk that is to go to another replica set.
package struct DiskRelocation: Sendable, Hashable, Codable {
    package var disk: DiskID
    package var target: ReplicaSetID

    package init(disk: DiskID, target: ReplicaSetID) {
        self.disk = disk
        self.target = target
    }
}

extension DiskRelocation {
    /// A VM that starts, migrates or shuts down lets its disks go when it has done so.
    private static let patience = Duration.seconds(300)
    private static let interval = Duration.seconds(2)

    /// Moves the disk, unless it is there or nowhere any more, and returns when only its new image is left.
    ///
    /// - Parameter bandwidth: in a second; nil for as fast as it goes.
    func run(_ context: EngineContext, bandwidth: ByteCount?) async throws {
        if isDone(in: context.inventory) { return }
        let job = try await retry(for: Self.patience, every: Self.interval, while: [.conflict, .hostUnreachable]) {
            try await begin(context, bandwidth)
        }
        if let job { try await context.result(of: job) }
    }

    func isDone(in inventory: Inventory) -> Bool {
        guard let disk = inventory.disks[disk] else { return true }
        return disk.replicaSetID == target && disk.movingSetID == nil
    }

    /// Nil when it was deleted meanwhile.
    private func begin(_ context: EngineContext, _ bandwidth: ByteCount?) async throws -> JobID? {
        let inventory = context.inventory
        if inventory.disks[disk] == nil { return nil }
        if let record = try inventory.underWay(MoveDisk.self, where: isSame) { return record.job.id }
        let move = try inventory.plannedMove(of: disk, .init(replicaSet: target, bandwidth: bandwidth))
        return try await context.begin(
            move, by: RequestOrigin(),
            reserve: { try $0.reserve(move, at: context.now(), correlationID: nil) },
            unless: { try $0.underWay(MoveDisk.self, where: isSame) }
        ).id
    }

    private func isSame(_ move: MoveDisk) -> Bool { move.disk.id == disk && move.target == target }
}
