import AgentAPI
import Foundation
import Synchronization

/// The part of a host's facts that only tools can tell.
struct ToolFacts: Sendable {
    /// When the tools were asked.
    var observed: Date
    var nics: [NICFacts]
    var devices: [DeviceFacts]
    var bricks: [BrickFacts]
    var mounts: [String]
    var gluster: GlusterFacts
}

/// What the tools told last, for whoever does not need it newer.
final class RecentToolFacts: Sendable {
    private struct Entry {
        var facts: ToolFacts
        var fingerprint: HostFingerprint
        var asked: ContinuousClock.Instant
    }

    private let last = Mutex<Entry?>(nil)

    /// The last facts, if they are not older than `maxAge` and the kernel's tables were the same; otherwise new ones.
    ///
    /// - Parameter fingerprint: of the kernel's tables now.
    func facts(
        maxAge: Duration, fingerprint: HostFingerprint, _ ask: () async throws -> ToolFacts
    ) async throws -> ToolFacts {
        let now = ContinuousClock.now
        let known = last.withLock { $0 }
        if let known, known.fingerprint == fingerprint, now - known.asked < maxAge { return known.facts }
        let facts = try await ask()
        last.withLock { last in
            if let last, last.asked > now { return }
            last = Entry(facts: facts, fingerprint: fingerprint, asked: now)
        }
        return facts
    }
}
