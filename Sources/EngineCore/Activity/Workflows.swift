package import Logging
package import MortarModel
import Synchronization
package import Workflow

/// Starts workflows, carries them through, and goes on with those that a dead engine left.
package struct Workflows: Sendable {
    private typealias Run = @Sendable (WorkflowRecord, EngineContext) async throws -> WorkflowRecord

    private let context: EngineContext
    private let runs: [String: Run]
    private let claims = Claims()
    private let logger: Logger

    /// - Parameter kinds: every kind that may be found in the store.
    package init(_ kinds: [any EngineWorkflow.Type], context: EngineContext, logger: Logger) {
        self.context = context
        self.logger = logger
        runs = Dictionary(uniqueKeysWithValues: kinds.map { ($0.kind, Self.run($0)) })
    }

    private static func run(_ kind: (some EngineWorkflow).Type) -> Run {
        { try await kind.run($0, in: $1) }
    }

    /// Begins a workflow, see ``EngineContext/begin(_:by:reserve:unless:)``.
    package func start(
        _ workflow: some EngineWorkflow, by request: RequestOrigin,
        reserve: @escaping @Sendable (inout Inventory) throws -> Void = { _ in },
        unless underWay: @escaping @Sendable (Inventory) throws -> WorkflowRecord? = { _ in nil }
    ) async throws -> Job {
        try await context.begin(workflow, by: request, reserve: reserve, unless: underWay)
    }

    /// Waits until a job has ended, and returns it; throws its failure.
    @discardableResult
    package func result(of id: JobID) async throws -> Job { try await context.result(of: id) }

    /// Carries workflows through until the task is cancelled; those that were begun before come first.
    package func run() async {
        for record in context.inventory.workflows where !record.phase.isEnded { context.begun.add(record) }
        await withDiscardingTaskGroup { group in
            for await record in context.begun.records {
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
