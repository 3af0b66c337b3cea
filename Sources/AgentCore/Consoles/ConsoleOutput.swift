package import NIOCore

/// What a guest prints: what is kept of it, then as it comes, until the VM has ended.
package struct ConsoleOutput: AsyncSequence, Sendable {
    package typealias Element = ByteBuffer

    private let path: String
    private let history: Bool
    private let isRunning: @Sendable () async throws -> Bool

    /// - Parameters:
    ///   - path: virtlogd's file.
    ///   - isRunning: asked once a second while nothing comes.
    init(path: String, history: Bool, isRunning: @escaping @Sendable () async throws -> Bool) {
        self.path = path
        self.history = history
        self.isRunning = isRunning
    }

    package func makeAsyncIterator() -> Iterator {
        Iterator(path: path, history: history, isRunning: isRunning)
    }

    package struct Iterator: AsyncIteratorProtocol {
        private let path: String
        private let history: Bool
        private let isRunning: @Sendable () async throws -> Bool
        private var log: ConsoleLog?
        private var lastAsked = ContinuousClock.now
        private var hasEnded = false

        /// Short enough that typing feels immediate.
        private static let interval = Duration.milliseconds(30)

        init(path: String, history: Bool, isRunning: @escaping @Sendable () async throws -> Bool) {
            self.path = path
            self.history = history
            self.isRunning = isRunning
        }

        package mutating func next() async throws -> ByteBuffer? {
            var log = try log ?? ConsoleLog(path: path, history: history)
            defer { self.log = log }
            while true {
                if let bytes = try log.read() { return ByteBuffer(bytes: bytes) }
                // The last words may come after the VM is known to have ended: they are read once more after that.
                if hasEnded { return nil }
                try await Task.sleep(for: Self.interval)
                try await askWhetherItRuns()
            }
        }

        private mutating func askWhetherItRuns() async throws {
            guard ContinuousClock.now - lastAsked > .seconds(1) else { return }
            lastAsked = .now
            hasEnded = try await !isRunning()
        }
    }
}
