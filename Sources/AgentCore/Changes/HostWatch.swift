import AgentAPI
import Logging

/// Looks at a host again and again and tells what changes.
struct HostWatch: Sendable {
    let feed: ChangeFeed
    let logger: Logger
    var files = KernelFiles()
    /// Between two looks. After each the engine is told something: two that are missing, and it takes the host for lost.
    var interval: Duration = .seconds(2)

    /// Runs until cancelled.
    func run() async throws {
        var last = fingerprint()
        while true {
            try await Task.sleep(for: interval)
            let now = fingerprint()
            feed.tell(now == last ? .heartbeat : .facts)
            last = now
        }
    }

    /// Nil where the kernel's tables cannot be read.
    private func fingerprint() -> HostFingerprint? {
        do {
            return try HostFingerprint(files)
        } catch {
            logger.error("the kernel's tables cannot be read", metadata: ["error": "\(error)"])
            return nil
        }
    }
}
