package import Logging
import MortarModel

/// Keeps every replica set whole: bricks of failed disks, of disks about to fail and of lost hosts are rebuilt
/// elsewhere.
package struct RepairStorage: Sendable {
    private static let interval = Duration.seconds(2)
    /// After a replacement that was refused the next attempt is made this much later.
    private static let patience = Duration.seconds(10)

    private let context: EngineContext
    private let service: RepairService
    private let logger: Logger

    package init(_ context: EngineContext, service: RepairService, logger: Logger) {
        self.context = context
        self.service = service
        self.logger = logger
    }

    /// Runs until the task is cancelled.
    package func run() async throws {
        var look = RepairLook()
        var told: Set<Obstacle> = []
        var notBefore: [ReplicaSetID: ContinuousClock.Instant] = [:]
        try await repeatedly(every: Self.interval, logger, "repairs could not be decided on") {
            var obstacles: Set<Obstacle> = []
            for plan in look.plans(context.inventory, at: context.now()) {
                if let limit = notBefore[plan.set.id], limit > .now {
                    obstacles.formUnion(told.filter { $0.brick == plan.brick.id })
                    continue
                }
                notBefore[plan.set.id] = .now + Self.patience
                guard let words = try await obstacle(to: plan) else { continue }
                let obstacle = Obstacle(brick: plan.brick.id, kind: plan.condition.urgency)
                if !told.contains(obstacle) { try await tell(words, plan) }
                obstacles.insert(obstacle)
            }
            told = obstacles
        }
    }

    /// What users are told once, however its words change.
    private struct Obstacle: Hashable {
        var brick: BrickID
        var kind: Int
    }

    /// Begins what is planned; says why where that cannot be.
    private func obstacle(to plan: RepairPlan) async throws -> String? {
        guard case .replace(let set, let brick, let condition, let device, let size) = plan else {
            return plan.need
        }
        if RepairAttempts(context.inventory).next(for: set) > context.now() { return nil }
        if try context.inventory.isBeingReplaced(brick.hostID) { return nil }
        let new = context.inventory.newBrick(on: device, size: size, isArbiter: brick.isArbiter)
        do {
            _ = try await service.begin(
                ReplaceBrick(set: set, old: brick, new: new), because: condition, by: RequestOrigin())
            return nil
        } catch {
            try Task.checkCancellation()
            logger.warning(
                "a brick cannot be replaced now",
                metadata: ["set": "\(set.name)", "brick": "\(brick.id)", "error": "\(error)"])
            return "It is not rebuilt yet: \(error)"
        }
    }

    private func tell(_ words: String, _ plan: RepairPlan) async throws {
        try await context.store.change { inventory in
            inventory.addEvent(
                .brickLost, .error,
                "The brick of replica set \(plan.set.name) on \(inventory.words(for: plan.brick)) \(plan.condition.words)."
                    + " \(words)", at: context.now(),
                about: .init(host: plan.brick.hostID, storageDomain: plan.set.storageDomainID))
        }
    }
}

extension RepairPlan {
    fileprivate var need: String? {
        if case .wait(_, _, _, let need) = self { "The set stays degraded until there is \(need)." } else { nil }
    }
}
