import AgentAPI
import Logging

/// Looks at a host again and again and tells what changes.
struct HostWatch: Sendable {
    let feed: ChangeFeed
    let logger: Logger
    var files = KernelFiles()
    var probes = BrickProbes()
    /// Between two looks. After each the engine is told something: two that are missing, and it takes the host for lost.
    var interval: Duration = .seconds(2)

    /// Runs until cancelled.
    func run() async throws {
        var last = try await fingerprint()
        while true {
            try await Task.sleep(for: interval)
            let now = try await fingerprint()
            feed.tell(now == last ? .heartbeat : .facts)
            last = now
        }
    }

    /// Nil where the kernel's tables cannot be read.
    private func fingerprint() async throws -> HostFingerprint? {
        do {
            return try await HostFingerprint.now(files, probes)
        } catch let cancellation as CancellationError {
            throw cancellation
        } catch {
            logger.error("the kernel's tables cannot be read", metadata: ["error": "\(error)"])
            return nil
        }
    }
}
