import MortarModel

/// Does something again until it succeeds, for as long as it fails in one of the given ways.
///
/// Throws the last failure when the time is up, and any other failure at once.
func retry<Result>(
    for limit: Duration, every interval: Duration = .milliseconds(500), while codes: Set<Failure.Code>,
    _ body: () async throws -> Result
) async throws -> Result {
    let end = ContinuousClock.now + limit
    while true {
        do {
            return try await body()
        } catch let failure as Failure where codes.contains(failure.code) && ContinuousClock.now < end {
            try await Task.sleep(for: interval)
        }
    }
}
