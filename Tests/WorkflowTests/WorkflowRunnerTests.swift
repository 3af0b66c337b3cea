import Foundation
import MortarModel
import Synchronization
import Testing
import Workflow

@Suite struct WorkflowRunnerTests {
    struct Death: Error {}

    /// What an engine finds again after it died.
    final class Store: Sendable {
        private let kept: Mutex<WorkflowRecord>
        init(_ record: WorkflowRecord) { kept = Mutex(record) }
        var record: WorkflowRecord {
            get { kept.withLock { $0 } }
            set { kept.withLock { $0 = newValue } }
        }
    }

    /// Runs on from `record`; the engine dies at the given save.
    private func run(
        _ record: WorkflowRecord, _ context: Diary.Context, dyingAtSave death: Int? = nil,
        store: Store
    ) async throws -> WorkflowRecord {
        let saves = Mutex(0)
        let runner = WorkflowRunner<Diary>(
            context: context, now: { Date(timeIntervalSince1970: 0) },
            save: { record in
                let count = saves.withLock {
                    $0 += 1
                    return $0
                }
                if count == death { throw Death() }
                store.record = record
            })
        return try await runner.run(record)
    }

    private func newRecord() throws -> WorkflowRecord {
        try WorkflowRecord(Diary(), now: Date(timeIntervalSince1970: 0))
    }

    @Test func runsTheStepsInOrderAndKeepsTheirState() async throws {
        let context = Diary.Context()
        let record = try newRecord()
        let end = try await run(record, context, store: Store(record))
        #expect(end.phase == .finished)
        #expect(context.lines == ["a", "b", "c"])
        #expect(end.job.status == .finished)
        #expect(end.job.steps.map(\.status) == [.finished, .finished, .finished])
        #expect(try JSONDecoder().decode(Diary.self, from: end.state).done == ["a", "b", "c"])
    }

    @Test(arguments: [("a", ["a", "undo a"]), ("b", ["a", "b", "undo b", "undo a"])])
    func undoesTheFailedStepAndAllBeforeIt(failing: String, lines: [String]) async throws {
        let context = Diary.Context(failing: [failing])
        let record = try newRecord()
        let end = try await run(record, context, store: Store(record))
        #expect(end.phase == .failed(Failure(.toolFailed, failing), leftovers: []))
        #expect(context.lines == lines)
        #expect(end.job.status == .failed)
    }

    @Test func tellsWhatCouldNotBeUndoneAndUndoesTheRest() async throws {
        let context = Diary.Context(failing: ["c", "undo b"])
        let record = try newRecord()
        let end = try await run(record, context, store: Store(record))
        #expect(end.phase == .failed(Failure(.toolFailed, "c"), leftovers: [Failure(.toolFailed, "undo b")]))
        #expect(context.lines == ["a", "b", "c", "undo c", "undo b", "undo b", "undo b", "undo a"])
    }

    @Test func waitsBetweenTheAttemptsToUndoAStep() async throws {
        let pauses = Mutex<[Int]>([])
        let context = Diary.Context(failing: ["a", "undo a"])
        let runner = WorkflowRunner<Diary>(
            context: context, now: { Date(timeIntervalSince1970: 0) },
            pause: { attempt in pauses.withLock { $0.append(attempt) } }, save: { _ in })
        _ = try await runner.run(try newRecord())
        #expect(pauses.withLock(\.self) == [1, 2])
    }

    @Test(arguments: [
        WorkflowPhase.running(next: 3), .running(next: -1), .undoing(next: 3, failure: Failure(.toolFailed, "c")),
    ])
    func stopsAtAStepThatItDoesNotHave(phase: WorkflowPhase) async throws {
        var record = try newRecord()
        record.phase = phase
        let context = Diary.Context()
        await #expect(throws: Failure.self) { try await run(record, context, store: Store(record)) }
        #expect(context.lines.isEmpty)
    }

    @Test(arguments: [[], ["c"]] as [Set<String>], 1...8)
    func endsTheSameAfterAnEngineDiedAtAnySave(failing: Set<String>, death: Int) async throws {
        let undisturbed = try newRecord()
        let expected = try await run(undisturbed, Diary.Context(failing: failing), store: Store(undisturbed))

        let context = Diary.Context(failing: failing)
        let store = Store(try newRecord())
        _ = try? await run(store.record, context, dyingAtSave: death, store: store)
        let end = try await run(store.record, context, store: store)
        #expect(end.phase == expected.phase)
        #expect(end.job.steps.map(\.status) == expected.job.steps.map(\.status))
        #expect(Set(context.lines).isSuperset(of: failing.isEmpty ? ["a", "b", "c"] : ["undo a", "undo b", "undo c"]))
    }
}
