package import Logging
import MortarModel

/// Keeps every replica set whole: bricks of failed disks, of disks about to fail and of lost hosts are rebuilt elsewhere.
package struct RepairStorage: Sendable {
    private static let interval = Duration.seconds(2)
    /// After a replacement that failed or was refused the next attempt is made this much later.
    private static let patience = Duration.seconds(30)

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
        var told: Set<String> = []
        var notBefore: [ReplicaSetID: ContinuousClock.Instant] = [:]
        while true {
            var now: Set<String> = []
            for plan in look.plans(context.inventory, at: context.now()) {
                switch plan {
                case .replace(let set, let brick, let condition, let device, let size):
                    if let limit = notBefore[set.id], limit > .now { continue }
                    notBefore[set.id] = .now + Self.patience
                    await replace(set, brick, condition, device, size)
                case .wait(let set, let brick, let condition, let need):
                    let text = context.inventory.words(set, brick, condition, need)
                    now.insert(text)
                    if !told.contains(text) { try await tell(text, set, brick) }
                }
            }
            told = now
            try await Task.sleep(for: Self.interval)
        }
    }

    private func replace(
        _ set: ReplicaSet, _ brick: Brick, _ condition: BrickCondition, _ device: HostDevice, _ size: ByteCount
    ) async {
        let new = Brick(hostID: device.hostID, device: device.device, size: size, isArbiter: brick.isArbiter)
        do {
            _ = try await service.begin(
                ReplaceBrick(set: set, old: brick, new: new), because: condition, by: RequestOrigin())
        } catch {
            logger.warning(
                "a brick cannot be replaced now",
                metadata: ["set": "\(set.name)", "brick": "\(brick.id)", "error": "\(error)"])
        }
    }

    private func tell(_ text: String, _ set: ReplicaSet, _ brick: Brick) async throws {
        try await context.store.change { inventory in
            inventory.addEvent(
                .brickLost, .error, text, at: context.now(),
                about: .init(host: brick.hostID, storageDomain: set.storageDomainID))
        }
    }
}

extension Inventory {
    fileprivate func words(
        _ set: ReplicaSet, _ brick: Brick, _ condition: BrickCondition, _ need: String
    ) -> String {
        "The brick of replica set \(set.name) on \(words(for: brick)) \(condition.words)."
            + " The set stays degraded until there is \(need)."
    }
}
