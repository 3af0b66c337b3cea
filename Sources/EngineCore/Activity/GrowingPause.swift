/// Pauses between questions, short at first and longer the longer it takes.
struct GrowingPause {
    private static let longest = Duration.seconds(2)

    private var next = Duration.milliseconds(50)

    mutating func pass() async throws {
        try await Task.sleep(for: next)
        next = min(next * 2, Self.longest)
    }
}
