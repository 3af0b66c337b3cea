package import struct Foundation.Date

/// How fast a heal copied when it was last measured.
package struct HealRate: Sendable, Hashable, Codable {
    /// Less than this says nothing: a heal takes seconds to begin.
    package static let least = ByteCount.mebibytes(64)

    /// Bytes in a second, more than 0.
    package var bytes: ByteCount
    package var measured: Date

    package init(bytes: ByteCount, measured: Date) {
        self.bytes = bytes
        self.measured = measured
    }

    /// Nil where too little was copied to tell.
    package init?(copied: ByteCount, from start: Date, to end: Date) {
        let seconds = end.timeIntervalSince(start)
        guard copied >= Self.least, seconds > 0 else { return nil }
        self.init(bytes: ByteCount(max(1, Int64(Double(copied.bytes) / seconds))), measured: end)
    }

    /// In seconds, rounded up.
    package func seconds(for copied: ByteCount) -> Int {
        Int((Double(copied.bytes) / Double(bytes.bytes)).rounded(.up))
    }
}
