import Placement
import Testing

@Suite struct HealThrottleTests {
    private let throttle = HealThrottle(usual: 8, limit: .milliseconds(20))

    @Test(arguments: [
        (8, 21, 4), (5, 100, 2), (1, 1_000, 1), (8, 9, 10), (4, 0, 6), (15, 1, 16), (16, 1, 16), (8, 10, 8), (8, 20, 8),
        (3, 15, 3),
    ])
    func halvesWhenSlowAddsTwoWhenQuickAndRestsBetween(threads: Int, milliseconds: Int, next: Int) {
        #expect(throttle.threads(after: threads, latency: .milliseconds(milliseconds)) == next)
    }

    @Test func whatIsNotKnownChangesNothing() {
        for threads in 1...16 { #expect(throttle.threads(after: threads, latency: nil) == threads) }
    }

    @Test func fewMeansFewAndNothingGoesBeyondWhatGlusterFSTakes() {
        #expect(HealThrottle(usual: 1, limit: .milliseconds(20)).bounds == 1...2)
        #expect(HealThrottle(usual: 60, limit: .milliseconds(20)).bounds == 1...64)
    }

    /// Against random latencies: never out of bounds, never faster while slow nor slower while quick.
    @Test(arguments: 0..<200)
    func staysInBoundsAndMovesTheRightWay(seed: UInt64) {
        var random = Seeded(state: seed)
        let limit = Duration.milliseconds(Int.random(in: 1...200, using: &random))
        let throttle = HealThrottle(usual: Int.random(in: 1...64, using: &random), limit: limit)
        var threads = Int.random(in: throttle.bounds, using: &random)
        for _ in 0..<100 {
            let latency = Duration.microseconds(Int.random(in: 0...400_000, using: &random))
            let next = throttle.threads(after: threads, latency: latency)
            #expect(throttle.bounds.contains(next))
            if latency > limit { #expect(next < threads || next == 1) }
            if latency < limit / 2 { #expect(next > threads || next == throttle.bounds.upperBound) }
            if latency <= limit, latency >= limit / 2 { #expect(next == threads) }
            threads = next
        }
    }

    /// A set whose writes take longer the more threads heal it comes to rest near the limit instead of swinging between extremes.
    @Test(arguments: [1.0, 2, 3, 5, 8])
    func settlesWhereWritesAreJustQuickEnough(millisecondsPerThread: Double) {
        var (threads, seen) = (8, [Int]())
        for _ in 0..<60 {
            threads = throttle.threads(after: threads, latency: .milliseconds(millisecondsPerThread * Double(threads)))
            seen.append(threads)
        }
        #expect(seen.suffix(20).allSatisfy { millisecondsPerThread * Double($0) <= 2 * 20 })
        #expect(seen.suffix(20).contains { millisecondsPerThread * Double($0) <= 20 })
    }
}
