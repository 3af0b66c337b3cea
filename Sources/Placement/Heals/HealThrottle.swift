/// Decides how many threads heal a replica set: more while writes of VMs are quick, fewer while they are slow.
///
/// Additive increase and multiplicative decrease, as in congestion control (Chiu and Jain 1989): it gives way at once and comes
/// back step by step. Between half the limit and the limit nothing changes, so that it does not swing.
package struct HealThrottle: Sendable {
    /// GlusterFS's own limit of `cluster.shd-max-threads`.
    package static let most = 64
    /// How many threads are added at a time.
    package static let step = 2

    private let usual: Int
    private let limit: Duration

    /// - Parameters:
    ///   - usual: what the set has when nothing heals, at least 1.
    ///   - limit: what a write of a VM may take on average.
    package init(usual: Int, limit: Duration) {
        self.usual = usual
        self.limit = limit
    }

    /// From one to twice the usual: somebody who has set few means few.
    package var bounds: ClosedRange<Int> { 1...max(1, min(Self.most, 2 * usual)) }

    /// - Parameters:
    ///   - threads: how many there are now.
    ///   - latency: what a write has taken on average since they were set; nil while that is not known, which changes nothing.
    package func threads(after threads: Int, latency: Duration?) -> Int {
        guard let latency else { return clamped(threads) }
        if latency > limit { return clamped(threads / 2) }
        if latency < limit / 2 { return clamped(threads + Self.step) }
        return clamped(threads)
    }

    private func clamped(_ threads: Int) -> Int { min(max(threads, bounds.lowerBound), bounds.upperBound) }
}
