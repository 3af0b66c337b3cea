package import Foundation
import MortarModel

/// Carries a workflow through, from wherever its record stands.
package struct WorkflowRunner<Subject: Workflow>: Sendable {
    package typealias Save = @Sendable (WorkflowRecord) async throws -> Void
    /// Waits after an attempt that failed, before the next one; attempts count from 1.
    package typealias Pause = @Sendable (_ attempt: Int) async throws -> Void

    private let context: Subject.Context
    private let save: Save
    private let now: @Sendable () -> Date
    private let undoAttempts: Int
    private let pause: Pause

    /// - Parameters:
    ///   - save: stores the record; when it throws, the run stops there and can be resumed.
    ///   - undoAttempts: how often each undo is tried before it is given up and told as a leftover.
    ///   - pause: between two attempts to undo a step.
    package init(
        context: Subject.Context, undoAttempts: Int = 3, now: @escaping @Sendable () -> Date,
        pause: @escaping Pause = { _ in }, save: @escaping Save
    ) {
        self.context = context
        self.undoAttempts = undoAttempts
        self.now = now
        self.pause = pause
        self.save = save
    }

    /// Runs to the end and returns the last record.
    ///
    /// Throws only when the record cannot be read or saved, stands at a step that this version does not have, or when the task is
    /// cancelled: then it stays as it was stored.
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
        let step = try step(index)
        do {
            try await step.action(&workflow, context)
            return record.phase.succeeded(of: Subject.steps.count)
        } catch {
            try Task.checkCancellation()
            return record.phase.failed(Failure(describing: error))
        }
    }

    /// What is left when every attempt failed.
    private func undo(_ workflow: inout Subject, _ index: Int) async throws -> Failure? {
        guard case .by(let action) = try step(index).undo else { return nil }
        var last: Failure?
        for attempt in 1...undoAttempts {
            do {
                try await action(&workflow, context)
                return nil
            } catch {
                try Task.checkCancellation()
                last = Failure(describing: error)
                if attempt < undoAttempts { try await pause(attempt) }
            }
        }
        return last
    }

    private func step(_ index: Int) throws -> WorkflowStep<Subject> {
        guard Subject.steps.indices.contains(index) else {
            throw Failure(
                .internal, "The workflow stands at step \(index + 1) of \(Subject.steps.count).",
                correction: "Run the version of the engine that began it, or a newer one.")
        }
        return Subject.steps[index]
    }
}
