package import struct Foundation.Date
package import struct Foundation.TimeInterval

/// Something that was seen at a certain moment.
package struct Observed<Value: Sendable & Hashable>: Sendable, Hashable {
    package var value: Value
    /// By the clock of whoever decides on it.
    package var time: Date

    package init(_ value: Value, at time: Date) {
        self.value = value
        self.time = time
    }
}

extension Observed {
    /// The value, if it is not older than ``StorageGuard/freshness`` and not from the future.
    func value(at now: Date) -> Value? {
        let age = now.timeIntervalSince(time)
        return age >= 0 && age <= StorageGuard.freshness ? value : nil
    }
}
