import AgentAPI
import HashTreeCollections
package import Logging
import MortarModel

/// Makes devices of retired bricks blank again when their hosts are there.
///
/// A retired brick's content is older than its replica set's. Its own record says that it was replaced; that no
/// volume uses it the host itself looks after.
package struct ClearRetiredBricks: Sendable {
    private static let interval = Duration.seconds(10)

    private let context: EngineContext
    private let logger: Logger

    package init(_ context: EngineContext, logger: Logger) {
        self.context = context
        self.logger = logger
    }

    /// Tries again and again while there are any, until the task is cancelled.
    package func run() async throws {
        // A dead disk may stay in its slot for weeks: the same words are not repeated.
        try await repeatedly(every: Self.interval, logger, "retired bricks cannot be removed yet") {
            try await removeAll()
        }
    }

    /// Tries to remove all there are; throws the first of what prevents it.
    private func removeAll() async throws {
        var obstacle: (any Error)?
        for retired in context.inventory.removableBricks {
            do {
                try await context.remove(retired)
            } catch {
                try Task.checkCancellation()
                obstacle = obstacle ?? error
            }
        }
        if let obstacle { throw obstacle }
    }
}

extension EngineContext {
    /// Removes a retired brick from its host, and forgets it; one of a host that is gone is only forgotten.
    func remove(_ retired: RetiredBrick) async throws {
        guard inventory.hosts[retired.brick.hostID] != nil else {
            return try await store.change { $0.retiredBricks[retired.id] = nil }
        }
        try await agent(of: retired.brick.hostID).removeBrick(retired.brick.id)
        try await store.change { inventory in
            guard inventory.retiredBricks[retired.id] != nil else { return }
            inventory.retiredBricks[retired.id] = nil
            inventory.addEvent(
                .brickRecycled,
                "The replaced brick on \(inventory.words(for: retired.brick)) is gone; its device, if it works, is blank.",
                at: now(), about: .init(host: retired.brick.hostID))
        }
    }
}

extension Inventory {
    /// Those whose replica sets are whole without them, or gone.
    var dispensableBricks: [RetiredBrick] { retiredBricks.sortedByName.filter(isDispensable) }

    private func isDispensable(_ retired: RetiredBrick) -> Bool {
        retired.isDispensable || replicaSets[retired.replicaSetID] == nil
    }

    /// Those whose hosts answer and are members of the pool, and whose replica sets are whole without them.
    fileprivate var removableBricks: [RetiredBrick] {
        retiredBricks.sortedByName.filter { retired in
            guard let host = hosts[retired.brick.hostID] else { return true }
            return isDispensable(retired) && [.up, .nonOperational, .maintenance].contains(host.status)
        }
    }
}
