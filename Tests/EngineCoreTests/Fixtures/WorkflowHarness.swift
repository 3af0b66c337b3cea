import EngineCore
import Testing
import Workflow

/// The three tests that every workflow has to pass, each in fresh worlds.
struct WorkflowHarness<W: EngineWorkflow> {
    /// Brings a fresh world to where the workflow begins, and gives the workflow.
    let prepare: @Sendable (World) async throws -> W
    /// Expects what the finished workflow should have made.
    let expectDone: @Sendable (World, W) throws -> Void
    /// Expects that nothing is left of a workflow that was undone.
    let expectUndone: @Sendable (World, W) throws -> Void
    /// Steps that only go forward: from here on nothing is undone.
    var pointOfNoReturn = W.steps.count

    func runAll() async throws {
        try await everyStepTwice()
        try await everyStepFailsOnce(undoing: 1)
        try await everyStepFailsOnce(undoing: 2)
    }

    private func everyStepTwice() async throws {
        let world = try await World()
        var workflow = try await prepare(world)
        for step in W.steps {
            try await step.action(&workflow, world.context)
            try await step.action(&workflow, world.context)
        }
        try expectDone(world, workflow)
    }

    private func everyStepFailsOnce(undoing times: Int) async throws {
        for failing in 0..<pointOfNoReturn {
            let world = try await World()
            var workflow = try await prepare(world)
            for step in W.steps[...failing] { try await step.action(&workflow, world.context) }
            for step in W.steps[...failing].reversed() {
                guard case .by(let undo) = step.undo else { continue }
                for _ in 0..<times { try await undo(&workflow, world.context) }
            }
            try expectUndone(world, workflow)
        }
    }
}
