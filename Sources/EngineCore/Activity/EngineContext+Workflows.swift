package import Foundation
package import MortarModel
package import Workflow

/// Workflows that were written down and wait to be carried through.
package struct BegunWorkflows: Sendable {
    /// One reader at a time.
    let records: AsyncStream<WorkflowRecord>
    private let source: AsyncStream<WorkflowRecord>.Continuation

    init() {
        (records, source) = AsyncStream.makeStream()
    }

    func add(_ record: WorkflowRecord) { source.yield(record) }
}

extension EngineContext {
    /// Writes a workflow down and begins it; what it does shows in the job.
    ///
    /// - Parameters:
    ///   - reserve: a change made in the same transaction, for what must be refused at once.
    ///   - underWay: finds a workflow that does what is asked already; its job is returned and nothing is begun.
    @discardableResult
    package func begin(
        _ workflow: some EngineWorkflow, by request: RequestOrigin,
        reserve: @escaping @Sendable (inout Inventory) throws -> Void = { _ in },
        unless underWay: @escaping @Sendable (Inventory) throws -> WorkflowRecord? = { _ in nil }
    ) async throws -> Job {
        var record = try WorkflowRecord(workflow, now: now())
        record.job.owner = request.user
        record.job.correlationID = request.correlationID
        let begun = record
        let known = try await store.change { inventory -> WorkflowRecord? in
            if let known = try underWay(inventory) { return known }
            try reserve(&inventory)
            inventory.workflows.insert(begun)
            inventory.forgetOldWorkflows(before: begun.job.started.addingTimeInterval(-Inventory.keptJobs))
            return nil
        }
        if let known { return known.job }
        self.begun.add(begun)
        return begun.job
    }

    /// Waits until a job has ended, and returns it; throws its failure.
    @discardableResult
    package func result(of id: JobID) async throws -> Job {
        let key = WorkflowID(rawValue: id.rawValue)
        let record = try await store.first { inventory in
            let record = try inventory.workflows.required(key)
            return record.phase.isEnded ? record : nil
        }
        if case .failed(let failure, _) = record.phase { throw failure }
        return record.job
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
