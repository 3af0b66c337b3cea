import AgentAPI
import Concurrency
import Foundation
package import Logging
import MortarModel
import Workflow

/// Removes what failed attempts to make replica sets could not take back, because a host was away.
///
/// Such a set was never in service, so that no disk was ever placed in it. Volumes and bricks are known by the bricks'
/// identities: what a later attempt made under the same name is not touched.
package struct ClearLeftovers: Sendable {
    private static let interval = Duration.seconds(30)

    private let context: EngineContext
    private let logger: Logger

    package init(_ context: EngineContext, logger: Logger) {
        self.context = context
        self.logger = logger
    }

    /// Tries again and again while something is left, until the task is cancelled.
    package func run() async throws {
        try await repeatedly(every: Self.interval, logger, "leftovers cannot be removed yet") {
            try await Self.clear(context)
        }
    }

    /// Tries to remove all there is; throws the first of what prevents it.
    package static func clear(_ context: EngineContext) async throws {
        var obstacle: (any Error)?
        for record in context.inventory.leftoverRecords {
            do {
                try await clear(record, context)
            } catch {
                try Task.checkCancellation()
                obstacle = obstacle ?? error
            }
        }
        if let obstacle { throw obstacle }
    }

    private static func clear(_ record: WorkflowRecord, _ context: EngineContext) async throws {
        let attempt = try record.attempt
        guard attempt.sets.allSatisfy({ context.inventory.replicaSets[$0.id] == nil }) else { return }
        try await context.pool.take {
            try await attempt.unmountVolumes(context)
            try await attempt.deleteVolumes(context)
            // The disks of a host that was removed are no longer ours to touch.
            let bricks = attempt.sets.flatMap(\.bricks).filter { context.inventory.hosts[$0.hostID] != nil }
            _ = try await concurrently(bricks) { brick in
                try await context.agent(of: brick.hostID).removeBrick(brick.id)
            }
        }
        try await context.store.change { $0.forgetLeftovers(of: record.id, attempt, at: context.now()) }
    }
}

extension Inventory {
    fileprivate var leftoverRecords: [WorkflowRecord] { workflows.filter(\.hasLeftovers) }

    /// Whether something may be left of an attempt to make replica sets of these names.
    func hasLeftovers(of names: [String]) throws -> Bool {
        try leftoverRecords.contains { record in
            try record.attempt.sets.contains { names.contains($0.name) }
        }
    }
}

extension WorkflowRecord {
    fileprivate var hasLeftovers: Bool {
        guard [CreateStorageDomain.kind, ExpandStorageDomain.kind].contains(workflowKind),
            case .failed(_, let leftovers) = phase
        else { return false }
        return !leftovers.isEmpty
    }

    fileprivate var attempt: any ReplicaSetMaking {
        get throws {
            let kinds: [any ReplicaSetMaking.Type] = [CreateStorageDomain.self, ExpandStorageDomain.self]
            guard let kind = kinds.first(where: { $0.kind == workflowKind }) else {
                throw Failure(.internal, "A workflow of kind \(workflowKind) makes no replica sets.")
            }
            return try JSONDecoder().decode(kind, from: state)
        }
    }
}

extension Inventory {
    fileprivate mutating func forgetLeftovers(of id: WorkflowID, _ attempt: any ReplicaSetMaking, at time: Date) {
        guard var record = workflows[id], case .failed(let failure, let leftovers) = record.phase, !leftovers.isEmpty
        else { return }
        record.leftovers = []
        record.phase = .failed(failure, leftovers: [])
        workflows[id] = record
        addEvent(
            .leftoversRemoved,
            "What was left of a failed attempt to make replica sets of storage domain \(attempt.domain.name) was removed.",
            at: time)
    }
}
