package import EngineCore
import ServiceLifecycle

/// What the engine does on its own, asked by nobody: it ends when the service does.
package struct EngineWork: Service, CustomStringConvertible {
    private let engine: Engine

    package var description: String { "engine" }

    package init(_ engine: Engine) {
        self.engine = engine
    }

    package func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { [engine] in try await engine.run() }
        } catch is CancellationError {
            return
        }
    }
}
