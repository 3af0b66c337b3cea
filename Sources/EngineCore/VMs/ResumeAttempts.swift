package import Foundation
package import MortarModel

/// When VMs were last told to go on.
package struct ResumeAttempts: Sendable {
    private static let pause = RetryPause(first: 2, longest: 60)
    /// Seconds. A VM that went on for so long begins with short pauses again.
    private static let memory: TimeInterval = 180

    /// Attempts, which take half a minute.
    private static let patience = 5

    private struct Attempt {
        var count: Int
        var last: Date
    }

    private var attempts: [VMID: Attempt] = [:]

    package init() {}

    /// Whether the last attempt was long enough ago.
    package func isDue(_ vm: VMID, at time: Date) -> Bool {
        guard let attempt = attempts[vm] else { return true }
        return time.timeIntervalSince(attempt.last) >= Self.pause.after(attempt.count)
    }

    /// Notes an attempt.
    package mutating func note(_ vm: VMID, at time: Date) {
        attempts[vm] = Attempt(count: (attempts[vm]?.count ?? 0) + 1, last: time)
    }

    /// Whether so many attempts have just been made that another one hardly helps.
    package func haveJustBecomeVain(_ vm: VMID) -> Bool { attempts[vm]?.count == Self.patience }

    /// Forgets VMs that were not tried for so long that they begin anew.
    package mutating func forget(before time: Date) {
        attempts = attempts.filter { time.timeIntervalSince($0.value.last) < Self.memory }
    }
}
