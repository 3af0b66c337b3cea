import Dispatch

/// Where calls run that may wait for storage: a volume that stalls must not hold up anything else of the agent.
enum FileQueue {
    private static let queue = DispatchQueue(label: "files", attributes: .concurrent)

    /// Runs something that blocks on a thread that nobody else needs.
    static func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result(catching: body)) }
        }
    }
}
