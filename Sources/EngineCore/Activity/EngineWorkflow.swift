import Foundation
package import MortarModel
package import Workflow

/// A workflow of the engine.
package protocol EngineWorkflow: Workflow where Context == EngineContext {
    /// The event that tells its failure.
    static var failureCode: EventCode { get }
    /// The event that tells one failure, where it is not that one.
    func event(of failure: Failure) -> (code: EventCode, severity: Event.Severity)
    /// What it is about.
    var subjects: EventSubjects { get }
}

extension EngineWorkflow {
    package func event(of failure: Failure) -> (code: EventCode, severity: Event.Severity) {
        (Self.failureCode, .error)
    }

    /// Runs a stored record of this kind to its end.
    static func run(_ record: WorkflowRecord, in context: EngineContext) async throws -> WorkflowRecord {
        let runner = WorkflowRunner<Self>(context: context, now: context.now, pause: pauseBetweenUndos) { record in
            try await context.store.change { inventory in
                inventory.workflows[record.id] = record
                if case .failed(let failure, let leftovers) = record.phase {
                    try inventory.tell(failure, leftovers, of: Self.self, record, at: context.now())
                }
            }
        }
        return try await runner.run(record)
    }

    /// 2 s, then 8 s: long enough for a daemon that starts again or a lock that is let go.
    @Sendable private static func pauseBetweenUndos(after attempt: Int) async throws {
        try await Task.sleep(for: attempt == 1 ? .seconds(2) : .seconds(8))
    }
}

extension Inventory {
    fileprivate mutating func tell<W: EngineWorkflow>(
        _ failure: Failure, _ leftovers: [Failure], of: W.Type, _ record: WorkflowRecord, at time: Date
    ) throws {
        let workflow = try JSONDecoder().decode(W.self, from: record.state)
        let rest = leftovers.map { " Not undone: \($0)" }.joined()
        let event = workflow.event(of: failure)
        addEvent(
            event.code, event.severity, "\(record.job.name) failed: \(failure)\(rest)", at: time,
            about: workflow.subjects, correlationID: record.job.correlationID)
    }
}
