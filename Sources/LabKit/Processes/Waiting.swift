import MortarModel

/// Asks for a fact again and again until it is there.
///
/// Throws a `Failure` that says what was awaited when it is not there in time; the text is made only then.
func wait<Fact>(
    for what: @autoclosure () -> String, limit: Duration, every pause: Duration = .milliseconds(100),
    _ fact: () async throws -> Fact?
) async throws -> Fact {
    let deadline = ContinuousClock.now + limit
    while true {
        if let fact = try await fact() { return fact }
        guard ContinuousClock.now < deadline else {
            throw Failure(.timedOut, "\(what()) did not happen within \(limit).")
        }
        try await Task.sleep(for: pause)
    }
}

/// Waits until a condition holds.
func wait(
    until what: @autoclosure () -> String, limit: Duration, _ condition: () async throws -> Bool
) async throws {
    _ = try await wait(for: what(), limit: limit) { try await condition() ? true : nil }
}
