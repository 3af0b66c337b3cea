import MortarModel

/// How long the copying of a plan takes, as users read it.
struct CopyEstimate {
    /// Bytes that are copied; nil and none where nothing is.
    var bytes: Int64?
    /// Bytes in a second, as measured; nil where no heal was.
    var rate: Int64?
    var seconds: Int?

    /// Nil where nothing is copied.
    var words: String? {
        guard let bytes, bytes > 0 else { return nil }
        guard let rate, let seconds else { return "unknown: no heal was measured yet" }
        return "about \(Self.words(seconds: seconds)) at \(ByteCount(rate))/s, as heals were measured last"
    }

    static func words(seconds: Int) -> String {
        switch seconds {
        case ..<120: "\(seconds) s"
        case ..<7200: "\((seconds + 59) / 60) min"
        default: "\((seconds + 3599) / 3600) h"
        }
    }
}

extension Record {
    /// What is copied, how fast and for how long.
    mutating func add(_ estimate: CopyEstimate) {
        add("estimated_time", estimate.words)
        add("heal_rate", bytes: estimate.rate, .detail)
        add("seconds", number: estimate.seconds, .detail)
    }
}
