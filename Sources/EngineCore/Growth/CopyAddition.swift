package import MortarModel
import Workflow

/// One more brick for a replica set.
package struct CopyAddition: Sendable, Hashable, Codable {
    package var set: ReplicaSetID
    package var new: Brick
    /// The arbiter whose place it takes; nil for none.
    package var leaving: Brick?

    package init(set: ReplicaSetID, new: Brick, leaving: Brick? = nil) {
        self.set = set
        self.new = new
        self.leaving = leaving
    }
}

extension CopyAddition {
    /// What the guard refuses now it may allow when a heal has ended or a host is back.
    private static let patience = Duration.seconds(600)
    private static let interval = Duration.seconds(2)

    /// Adds the brick, unless that was done, and returns when it has everything.
    ///
    /// - Parameters:
    ///   - redundancy: what the set keeps in the end.
    ///   - wipe: devices that may be wiped, whatever is on them.
    func run(_ context: EngineContext, to redundancy: Redundancy, wipe: Set<HostDevice>) async throws {
        if isDone(in: context.inventory) { return }
        let job = try await retry(for: Self.patience, every: Self.interval, while: [.conflict, .hostUnreachable]) {
            try await begin(context, to: redundancy, wipe: wipe)
        }
        try await context.result(of: job)
    }

    func isDone(in inventory: Inventory) -> Bool {
        guard let set = inventory.replicaSets[set] else { return false }
        return set.work == nil && set.bricks.contains { $0.id == new.id }
    }

    private func begin(
        _ context: EngineContext, to redundancy: Redundancy, wipe: Set<HostDevice>
    ) async throws -> JobID {
        let inventory = context.inventory
        let set = try inventory.replicaSets.required(set)
        if let record = try inventory.underWay(AddBrick.self, where: { $0.new.id == new.id }) { return record.job.id }
        try await context.observe([new.hostID])
        try context.inventory.refuseUsedDevices([new], wipe: wipe)
        let device = HostDevice(hostID: new.hostID, device: new.device)
        let addition = AddBrick(
            set: set, new: new, leaving: leaving, redundancy: redundancy, wipe: wipe.contains(device))
        try await context.observeForGuard(volumes: [set.name])
        return try await context.begin(
            addition, by: RequestOrigin(), reserve: { try $0.reserve(addition, at: context.now()) },
            unless: { try $0.underWay(AddBrick.self) { $0.new.id == new.id } }
        ).id
    }
}
