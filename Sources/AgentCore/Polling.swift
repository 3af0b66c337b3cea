/// Asks for a fact until it is there or the time is over; whether it is there in the end.
///
/// - Parameter interval: between an answer and the next question.
func becomesTrue(
    within limit: Duration, every interval: Duration = .milliseconds(200), _ fact: () async throws -> Bool
) async throws -> Bool {
    let deadline = ContinuousClock.now + limit
    while true {
        if try await fact() { return true }
        guard ContinuousClock.now < deadline else { return false }
        try await Task.sleep(for: interval)
    }
}
