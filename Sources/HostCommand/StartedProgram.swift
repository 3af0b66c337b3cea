/// A program under way, for which nobody has to wait: nothing ends one in uninterruptible sleep (D state), as one that waits for a
/// dead disk.
struct StartedProgram: Sendable {
    private let task: Task<CommandOutput, any Error>
    private let end: AsyncStream<Never>
    private let death: AsyncStream<Never>

    /// - Parameter start: runs the program to its end; ends it when cancelled.
    init(_ start: @escaping @Sendable () async throws -> CommandOutput) {
        let (end, ended) = AsyncStream<Never>.makeStream()
        let (death, dead) = AsyncStream<Never>.makeStream()
        self.end = end
        self.death = death
        // Not a child of the caller's task, which would have to wait for it.
        task = Task {
            defer {
                ended.finish()
                dead.finish()
            }
            return try await start()
        }
    }

    /// What came of it; nil when it has not ended in time. Throws what `start` throws, and `CancellationError` when the caller is
    /// cancelled.
    func output(within limit: Duration) async throws -> CommandOutput? {
        try await Self.isOver(end, within: limit) ? try await task.value : nil
    }

    /// Ends it and waits until it is gone, but no longer than this, whether or not the caller is cancelled.
    func end(within limit: Duration) async {
        task.cancel()
        // A task of its own is not cancelled with the caller; then nothing is thrown in it.
        await Task { [death] in _ = try? await Self.isOver(death, within: limit) }.value
    }

    private static func isOver(_ end: AsyncStream<Never>, within limit: Duration) async throws -> Bool {
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                for await _ in end {}
                try Task.checkCancellation()
                return true
            }
            group.addTask {
                try await Task.sleep(for: limit)
                return false
            }
            defer { group.cancelAll() }
            return try await group.next()!
        }
    }
}
