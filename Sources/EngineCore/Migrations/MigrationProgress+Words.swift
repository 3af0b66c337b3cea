import AgentAPI
import MortarModel

extension MigrationProgress {
    /// How far it is, 0–100: how much of the memory needs not be sent (again) as things stand.
    var percent: Int? {
        guard total > .zero else { return nil }
        return Int((total - min(remaining, total)).bytes * 100 / total.bytes)
    }

    /// While it goes on, as `192 MiB of 256 MiB left, 100 MiB/s`.
    var wordsUnderWay: String {
        let slowed = throttle.map { $0 > 0 ? ", guest slowed down by \($0) %" : "" } ?? ""
        return "\(remaining) of \(total) left, \(rate)/s\(slowed)"
    }

    /// Afterwards, as `98 MiB in 1.4 s, 71 MiB/s, downtime 183 ms`.
    var words: String {
        let milliseconds = max(elapsed.milliseconds, 1)
        let average = ByteCount(Int64(Double(sent.bytes) * 1000 / Double(milliseconds)))
        let stood = downtime.map { ", downtime \($0.milliseconds) ms" } ?? ""
        return "\(sent) in \(milliseconds / 1000).\(milliseconds % 1000 / 100) s, \(average)/s\(stood)"
    }
}

extension Duration {
    fileprivate var milliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}
