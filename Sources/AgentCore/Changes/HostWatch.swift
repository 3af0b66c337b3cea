import AgentAPI
import Logging

/// Looks at a host again and again and tells what changes.
struct HostWatch: Sendable {
    let feed: ChangeFeed
    let logger: Logger
    var files = KernelFiles()
    var interval: Duration = .seconds(2)
    /// Looks between two heartbeats.
    var looksPerHeartbeat = 2

    /// Runs until cancelled.
    func run() async throws {
        var last = fingerprint()
        while true {
            for _ in 0..<looksPerHeartbeat {
                try await Task.sleep(for: interval)
                let now = fingerprint()
                if now != last { feed.tell(.facts) }
                last = now
            }
            feed.tell(.heartbeat)
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
