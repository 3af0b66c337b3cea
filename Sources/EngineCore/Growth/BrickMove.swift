package import MortarModel
import Workflow

/// A brick that is to go to another device, mostly of another host, with all that is on it.
package struct BrickMove: Sendable, Hashable, Codable {
    package var set: ReplicaSetID
    package var old: BrickID
    package var new: Brick

    package init(set: ReplicaSetID, old: BrickID, new: Brick) {
        self.set = set
        self.old = old
        self.new = new
    }
}

extension BrickMove {
    /// What the guard refuses now it may allow when a heal has ended or a host is back, and a device that an earlier move has
    /// freed is cleared when its set is whole.
    private static let patience = Duration.seconds(600)
    private static let interval = Duration.seconds(2)

    /// Moves the brick, unless that was done, and returns when the set is whole again.
    ///
    /// - Parameter wipe: devices that may be wiped, whatever is on them.
    func run(_ context: EngineContext, wipe: Set<HostDevice> = []) async throws {
        if isDone(in: context.inventory) { return }
        let job = try await retry(for: Self.patience, every: Self.interval, while: [.conflict, .hostUnreachable]) {
            try await begin(context, wipe: wipe)
        }
        try await context.result(of: job)
    }

    func isDone(in inventory: Inventory) -> Bool {
        guard let set = inventory.replicaSets[set] else { return false }
        return set.work == nil && set.bricks.contains { $0.id == new.id }
    }

    private func begin(_ context: EngineContext, wipe: Set<HostDevice>) async throws -> JobID {
        let inventory = context.inventory
        let set = try inventory.replicaSets.required(set)
        if let record = try inventory.underWay(ReplaceBrick.self, where: { $0.new.id == new.id }) {
            return record.job.id
        }
        guard let brick = set.bricks.first(where: { $0.id == old }) else {
            throw Failure(
                .notFound, "The brick \(old) is none of \(set.name) any more.",
                correction: "Plan anew: somebody or a repair has replaced it meanwhile.")
        }
        try await context.observe([new.hostID])
        try context.inventory.refuseUsedDevices([new], wipe: wipe)
        let device = HostDevice(hostID: new.hostID, device: new.device)
        let replacement = ReplaceBrick(set: set, old: brick, new: new, wipe: wipe.contains(device))
        try await context.observeForGuard(volumes: [set.name])
        return try await context.begin(
            replacement, by: RequestOrigin(), reserve: { try $0.reserve(replacement, at: context.now()) },
            unless: { try $0.underWay(ReplaceBrick.self) { $0.new.id == new.id } }
        ).id
    }
}
