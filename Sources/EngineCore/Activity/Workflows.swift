package import Foundation
package import Logging
package import MortarModel
import Synchronization
package import Workflow

/// Starts workflows, carries them through, and goes on with those that a dead engine left.
package struct Workflows: Sendable {
    private typealias Run = @Sendable (WorkflowRecord, EngineContext) async throws -> WorkflowRecord

    private let context: EngineContext
    private let runs: [String: Run]
    private let queue: AsyncStream<WorkflowRecord>
    private let enqueue: AsyncStream<WorkflowRecord>.Continuation
    private let claims = Claims()
    private let logger: Logger

    /// - Parameter kinds: every kind that may be found in the store.
    package init(_ kinds: [any EngineWorkflow.Type], context: EngineContext, logger: Logger) {
        self.context = context
        self.logger = logger
        runs = Dictionary(uniqueKeysWithValues: kinds.map { ($0.kind, Self.run($0)) })
        (queue, enqueue) = AsyncStream.makeStream()
    }

    private static func run(_ kind: (some EngineWorkflow).Type) -> Run {
        { try await kind.run($0, in: $1) }
    }

    /// Writes the workflow down and begins it; what it does shows in the job.
    ///
    /// - Parameters:
    ///   - reserve: a change made in the same transaction, for what must be refused at once.
    ///   - underWay: finds a workflow that does what is asked already; its job is returned and nothing is begun.
    package func start(
        _ workflow: some EngineWorkflow, by request: RequestOrigin,
        reserve: @escaping @Sendable (inout Inventory) throws -> Void = { _ in },
        unless underWay: @escaping @Sendable (Inventory) throws -> WorkflowRecord? = { _ in nil }
    ) async throws -> Job {
        var record = try WorkflowRecord(workflow, now: context.now())
        record.job.owner = request.user
        record.job.correlationID = request.correlationID
        let started = record
        let known = try await context.store.change { inventory -> WorkflowRecord? in
            if let known = try underWay(inventory) { return known }
            try reserve(&inventory)
            inventory.workflows.insert(started)
            inventory.forgetOldWorkflows(before: started.job.started.addingTimeInterval(-Inventory.keptJobs))
            return nil
        }
        if let known { return known.job }
        enqueue.yield(started)
        return started.job
    }

    /// Waits until a job has ended, and returns it; throws its failure.
    @discardableResult
    package func result(of id: JobID) async throws -> Job {
        let key = WorkflowID(rawValue: id.rawValue)
        let record = try await context.store.first { inventory in
            let record = try inventory.workflows.required(key)
            return record.phase.isEnded ? record : nil
        }
        if case .failed(let failure, _) = record.phase { throw failure }
        return record.job
    }

    /// Carries workflows through until the task is cancelled; those that were begun before come first.
    package func run() async {
        for record in context.inventory.workflows where !record.phase.isEnded { enqueue.yield(record) }
        await withDiscardingTaskGroup { group in
            for await record in queue {
                group.addTask { await carry(record) }
            }
        }
    }

    private func carry(_ record: WorkflowRecord) async {
        guard claims.take(record.id) else { return }
        guard let run = runs[record.workflowKind] else {
            logger.error(
                "workflow of a kind that this version does not know", metadata: ["kind": "\(record.workflowKind)"])
            return
        }
        do {
            _ = try await run(record, context)
        } catch is CancellationError {
            return
        } catch {
            logger.error("workflow stopped", metadata: ["job": "\(record.job.name)", "error": "\(error)"])
        }
    }
}

/// Which workflows this engine has taken on: one may be found in the store and be enqueued as well.
private final class Claims: Sendable {
    private let taken = Mutex<Set<WorkflowID>>([])

    /// False when it was taken before.
    func take(_ id: WorkflowID) -> Bool {
        taken.withLock { $0.insert(id).inserted }
    }
}

/// Who asked for something, and under which correlation id.
package struct RequestOrigin: Sendable, Hashable {
    package var user: String?
    package var correlationID: String?

    package init(user: String? = nil, correlationID: String? = nil) {
        self.user = user
        self.correlationID = correlationID
    }
}

extension Inventory {
    /// The workflow of a kind that has not ended and is as wished, if there is one.
    func underWay<W: EngineWorkflow>(_: W.Type, where isWished: (W) -> Bool) throws -> WorkflowRecord? {
        try workflows.first { record in
            guard record.workflowKind == W.kind, !record.phase.isEnded else { return false }
            return isWished(try JSONDecoder().decode(W.self, from: record.state))
        }
    }

    /// Ended jobs are kept this long, in seconds: 30 days.
    package static let keptJobs: TimeInterval = 30 * 86_400

    fileprivate mutating func forgetOldWorkflows(before limit: Date) {
        for record in workflows where record.job.ended.map({ $0 < limit }) ?? false { workflows[record.id] = nil }
    }
}
