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
    /// Whether somebody carries workflows through that it begins.
    var beginsOthers = false

    func runAll() async throws {
        try await everyStepTwice()
        try await everyStepFailsOnce(undoing: 1)
        try await everyStepFailsOnce(undoing: 2)
    }

    private func inFreshWorld(_ body: (World) async throws -> Void) async throws {
        let world = try await World()
        guard beginsOthers else { return try await body(world) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await world.engine.workflows.run() }
            defer { group.cancelAll() }
            try await body(world)
        }
    }

    private func everyStepTwice() async throws {
        try await inFreshWorld(everyStepTwice)
    }

    private func everyStepTwice(in world: World) async throws {
        var workflow = try await prepare(world)
        for step in W.steps {
            try await step.action(&workflow, world.context)
            try await step.action(&workflow, world.context)
        }
        try expectDone(world, workflow)
    }

    private func everyStepFailsOnce(undoing times: Int) async throws {
        for failing in 0..<pointOfNoReturn {
            try await inFreshWorld { try await stepFails(failing, undoing: times, in: $0) }
        }
    }

    private func stepFails(_ failing: Int, undoing times: Int, in world: World) async throws {
        var workflow = try await prepare(world)
        for step in W.steps[...failing] { try await step.action(&workflow, world.context) }
        for step in W.steps[...failing].reversed() {
            guard case .by(let undo) = step.undo else { continue }
            for _ in 0..<times { try await undo(&workflow, world.context) }
        }
        try expectUndone(world, workflow)
    }
}
