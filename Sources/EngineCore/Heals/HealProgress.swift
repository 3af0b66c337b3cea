package import AgentAPI

package import struct Foundation.Date
package import struct Foundation.TimeInterval

/// How a replica set's heal goes on, from what was seen of it in the last half hour.
///
/// Split-brains are left out: no waiting heals them.
package struct HealProgress: Sendable, Hashable {
    /// What waited at one moment.
    package struct Sample: Sendable, Hashable {
        package var time: Date
        /// By brick, in the volume's order: entries recorded there that others lack.
        package var bricks: [Int]

        package var pending: Int { bricks.reduce(0, +) }
    }

    /// Seconds without an entry less after which a heal counts as stalled. One entry is a shard of 64 MiB where nobody set another size.
    package static let patience: TimeInterval = 600
    /// Seconds of history that are kept.
    package static let memory: TimeInterval = 1800
    /// Seconds over which the rate is measured.
    package static let window: TimeInterval = 300

    /// Oldest first, without a gap.
    package private(set) var samples: [Sample] = []
    /// Whether it has stopped moving. It stays so until an entry less is seen, also while bricks cannot be asked.
    package private(set) var isStalled = false
    /// The last rate that was measured, also of a heal that is over.
    package private(set) var measured: Measured?
    private var moved: Date?

    /// Entries per second, and when that was known.
    package struct Measured: Sendable, Hashable {
        package var rate: Double
        package var time: Date
    }

    package init() {}

    /// Takes a summary over. One that lacks a brick tells nothing of progress and ends the history.
    package mutating func add(_ heal: HealSummary, at time: Date) {
        guard heal.pending != nil, time >= samples.last?.time ?? time else { return interrupt() }
        let sample = Sample(time: time, bricks: heal.bricks.map { ($0.pending ?? 0) - ($0.splitBrain ?? 0) })
        let before = samples.last?.pending
        samples.removeAll { time.timeIntervalSince($0.time) > Self.memory }
        samples.append(sample)
        let isLess = before.map { sample.pending < $0 } ?? false
        if isLess, let rate { measured = Measured(rate: rate, time: time) }
        if isLess || (before ?? 0) == 0 || sample.pending == 0 { moved = time }
        if isLess || sample.pending == 0 {
            isStalled = false
        } else if let moved, time.timeIntervalSince(moved) >= Self.patience {
            isStalled = true
        }
    }

    /// Begins a new history: a brick went or came.
    package mutating func interrupt() {
        samples = []
        moved = nil
    }

    /// Entries per second by which less waits since most did, in the last five minutes; nil while that cannot be told.
    package var rate: Double? {
        guard let last = samples.last else { return nil }
        let recent = samples.filter { last.time.timeIntervalSince($0.time) <= Self.window }
        guard let most = recent.map(\.pending).max(), let start = recent.last(where: { $0.pending == most }),
            start.time < last.time
        else { return nil }
        return Double(most - last.pending) / last.time.timeIntervalSince(start.time)
    }

    /// Seconds until nothing waits any more, if it goes on like this; nil while that cannot be told.
    package var remaining: TimeInterval? {
        guard let pending = samples.last?.pending, pending > 0, let rate, rate > 0 else { return nil }
        return Double(pending) / rate
    }
}
