import Synchronization
import Testing

/// Something that happens once.
final class Signal: Sendable {
    private let fired = Mutex(false)

    func fire() {
        fired.withLock { $0 = true }
    }

    func wait(_ limit: Duration) async throws {
        try await until(limit) { self.fired.withLock { $0 } }
    }
}

/// Returns when the fact is true; fails the test when it does not come.
func until(_ limit: Duration = .seconds(5), _ fact: @Sendable () -> Bool) async throws {
    let deadline = ContinuousClock.now + limit
    while !fact() {
        try #require(ContinuousClock.now < deadline, "It did not happen within \(limit).")
        try await Task.sleep(for: .milliseconds(10))
    }
}

final class Counter: Sendable {
    private let value = Mutex(0)

    var count: Int { value.withLock { $0 } }

    func increment() {
        value.withLock { $0 += 1 }
    }
}
