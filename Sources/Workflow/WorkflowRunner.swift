package import Foundation
import MortarModel

/// Carries a workflow through, from wherever its record stands.
package struct WorkflowRunner<Subject: Workflow>: Sendable {
    package typealias Save = @Sendable (WorkflowRecord) async throws -> Void

    private let context: Subject.Context
    private let save: Save
    private let now: @Sendable () -> Date
    private let undoAttempts: Int

    /// - Parameters:
    ///   - save: stores the record; when it throws, the run stops there and can be resumed.
    ///   - undoAttempts: how often each undo is tried before it is given up and told as a leftover.
    package init(
        context: Subject.Context, undoAttempts: Int = 3, now: @escaping @Sendable () -> Date, save: @escaping Save
    ) {
        self.context = context
        self.undoAttempts = undoAttempts
        self.now = now
        self.save = save
    }

    /// Runs to the end and returns the last record.
    ///
    /// Throws only when the record cannot be read or saved, or when the task is cancelled: then it stays as it was stored.
    package func run(_ record: WorkflowRecord) async throws -> WorkflowRecord {
        var record = record
        var workflow = try JSONDecoder().decode(Subject.self, from: record.state)
        record.enter(record.phase, now: now())
        while !record.phase.isEnded {
            try await save(record)
            let next = try await advance(&workflow, &record)
            record.state = try JSONEncoder().encode(workflow)
            record.enter(next, now: now())
        }
        try await save(record)
        return record
    }

    private func advance(_ workflow: inout Subject, _ record: inout WorkflowRecord) async throws -> WorkflowPhase {
        switch record.phase {
        case .running(let index): return try await act(&workflow, index, record)
        case .undoing(let index, _):
            if let leftover = try await undo(&workflow, index) { record.leftovers.append(leftover) }
            return record.phase.undone(leftovers: record.leftovers)
        case .finished, .failed: return record.phase
        }
    }

    private func act(_ workflow: inout Subject, _ index: Int, _ record: WorkflowRecord) async throws -> WorkflowPhase {
        do {
            try await Subject.steps[index].action(&workflow, context)
            return record.phase.succeeded(of: Subject.steps.count)
        } catch {
            try Task.checkCancellation()
            return record.phase.failed(Failure(describing: error))
        }
    }

    /// What is left when every attempt failed.
    private func undo(_ workflow: inout Subject, _ index: Int) async throws -> Failure? {
        guard case .by(let action) = Subject.steps[index].undo else { return nil }
        var last: Failure?
        for _ in 0..<undoAttempts {
            do {
                try await action(&workflow, context)
                return nil
            } catch {
                try Task.checkCancellation()
                last = Failure(describing: error)
            }
        }
        return last
    }
}
