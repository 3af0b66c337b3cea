import Deployment
import OVirtAPI

/// Shows a deployment's progress.
struct ShownDeployment: DeployProgress {
    private let display: ProgressDisplay

    init(_ display: ProgressDisplay) {
        self.display = display
    }

    func step<Result: Sendable>(
        _ name: String, _ body: @Sendable () async throws -> Result
    ) async throws -> Result {
        try await display.step(name) { _ in try await body() }
    }

    func show(_ job: JobRepresentation) async {
        await display.show(job)
    }

    func note(_ text: String) async {
        await display.note("Note: \(text)")
    }
}
