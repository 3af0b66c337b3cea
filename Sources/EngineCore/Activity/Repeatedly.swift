import Logging

/// Does something again and again until the task is cancelled: how reconcilers run.
///
/// A failure is logged and does not end it; the same one is not logged twice in a row.
///
/// - Parameters:
///   - interval: between the end of one time and the beginning of the next.
///   - complaint: what a failure means, as it is logged.
func repeatedly(
    every interval: Duration, _ logger: Logger, _ complaint: Logger.Message, _ body: () async throws -> Void
) async throws {
    var last: String?
    while true {
        do {
            try await body()
            last = nil
        } catch {
            try Task.checkCancellation()
            if last != "\(error)" { logger.info(complaint, metadata: ["error": "\(error)"]) }
            last = "\(error)"
        }
        try await Task.sleep(for: interval)
    }
}
