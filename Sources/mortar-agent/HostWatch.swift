import AgentCore
import ServiceLifecycle

/// What the agent does on its own, asked by nobody: it ends when the service does.
struct HostWatch: Service, CustomStringConvertible {
    let agent: LocalHostAgent

    var description: String { "host watch" }

    func run() async throws {
        do {
            try await cancelWhenGracefulShutdown { try await agent.run() }
        } catch is CancellationError {
            return
        }
    }
}
