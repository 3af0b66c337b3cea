import BlockDeviceKit
import Foundation
import Synchronization

/// Asks mounted bricks whether they still work, without waiting for one that does not answer.
///
/// Each question is asked on a thread of its own, for nothing ends a call that waits for a dead disk: the pool of threads that
/// everybody shares must not lose one to it. A brick whose question is still open is not asked again, so a disk that is stuck costs
/// one thread, and its brick counts as failed when `patience` is over.
final class BrickProbes: Sendable {
    private struct Probe {
        /// Since when a question is open.
        var asked: ContinuousClock.Instant?
        var answer: BrickAnswer?
        /// Those who wait for this answer.
        var waiting: [AsyncStream<Never>.Continuation] = []
    }

    private let files: KernelFiles
    private let patience: Duration
    private let haste: Duration
    private let ask: @Sendable (Mount) -> BrickAnswer
    private let probes = Mutex<[String: Probe]>([:])

    /// - Parameters:
    ///   - patience: after which a brick without an answer has failed.
    ///   - haste: how long one call waits for answers; a working file system gives them within microseconds.
    ///   - ask: may block for ever.
    init(
        _ files: KernelFiles = KernelFiles(), patience: Duration = .seconds(5), haste: Duration = .milliseconds(250),
        ask: @escaping @Sendable (Mount) -> BrickAnswer = {
            BrickAnswer(mountPoint: $0.mountPoint, source: $0.source)
        }
    ) {
        self.files = files
        self.patience = patience
        self.haste = haste
        self.ask = ask
    }

    /// The bricks that the kernel has mounted, and what each answers; the last answer of one that has not answered yet.
    func answers() async throws -> [(mount: Mount, answer: BrickAnswer)] {
        let mounts = Mount.table(try files.text("/proc/self/mountinfo")).filter { BrickLayout.brick($0) != nil }
        let open = begin(mounts)
        try await Self.wait(for: open, within: haste)
        let now = ContinuousClock.now
        return probes.withLock { probes in
            mounts.map { mount in
                let probe = probes[mount.mountPoint]
                let isOverdue = probe?.asked.map { now - $0 >= patience } ?? false
                return (mount, isOverdue ? .silent : probe?.answer ?? BrickAnswer())
            }
        }
    }

    /// Asks those of whom no question is open; a stream for each that may answer soon, which ends with its answer.
    private func begin(_ mounts: [Mount]) -> [AsyncStream<Never>] {
        let known = Set(mounts.map(\.mountPoint))
        var idle: [Mount] = []
        let streams = probes.withLock { probes in
            probes = probes.filter { known.contains($0.key) || $0.value.asked != nil }
            return mounts.compactMap { mount -> AsyncStream<Never>? in
                var probe = probes[mount.mountPoint] ?? Probe()
                if probe.asked == nil { idle.append(mount) }
                if let asked = probe.asked, .now - asked >= patience { return nil }
                let (stream, end) = AsyncStream<Never>.makeStream()
                probe.asked = probe.asked ?? .now
                probe.waiting.append(end)
                probes[mount.mountPoint] = probe
                return stream
            }
        }
        for mount in idle {
            Thread.detachNewThread { [self] in finish(mount.mountPoint, ask(mount)) }
        }
        return streams
    }

    private func finish(_ mountPoint: String, _ answer: BrickAnswer) {
        let waiting = probes.withLock { probes in
            let waiting = probes[mountPoint]?.waiting ?? []
            probes[mountPoint] = Probe(answer: answer)
            return waiting
        }
        for end in waiting { end.finish() }
    }

    private static func wait(for answers: [AsyncStream<Never>], within limit: Duration) async throws {
        if answers.isEmpty { return }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                for answer in answers { for await _ in answer {} }
            }
            group.addTask { try await Task.sleep(for: limit) }
            defer { group.cancelAll() }
            try await group.next()
        }
    }
}
