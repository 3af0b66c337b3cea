package import struct Foundation.TimeInterval

/// How long to leave alone what did not work: twice as long after each further failure.
package struct RetryPause: Sendable {
    private let first: TimeInterval
    private let longest: TimeInterval

    /// Both in seconds.
    package init(first: TimeInterval, longest: TimeInterval) {
        self.first = first
        self.longest = longest
    }

    /// Seconds after the last of so many failures in a row; none after none.
    package func after(_ failures: Int) -> TimeInterval {
        // Beyond that many doublings every pause is the longest.
        failures < 1 ? 0 : min(longest, first * TimeInterval(1 << min(failures - 1, 30)))
    }
}
