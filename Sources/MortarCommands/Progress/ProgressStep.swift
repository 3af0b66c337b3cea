/// A part of something long, as it is shown while it goes on.
package struct ProgressStep: Sendable, Equatable {
    package enum State: Sendable, Equatable {
        case waiting, running, done, failed
    }

    package var name: String
    package var state: State
    /// From 0 to 1; nil where it cannot be told.
    package var fraction: Double?
    /// How long it has gone on, or went on until it ended; nil until it begins.
    package var elapsed: Duration?

    package init(_ name: String, _ state: State = .waiting, fraction: Double? = nil, elapsed: Duration? = nil) {
        self.name = name
        self.state = state
        self.fraction = fraction
        self.elapsed = elapsed
    }

    /// Of `59 min 59 s`.
    private static let timeWidth = 11

    /// One line for a terminal that is `columns` wide.
    func line(columns: Int, nameWidth: Int) -> String {
        let time =
            elapsed.map { $0.asSeconds.padded(to: Self.timeWidth, right: true) }
            ?? String(repeating: " ", count: Self.timeWidth)
        let barWidth = min(30, columns - nameWidth - Self.timeWidth - 12)
        let head = "\(sign) \(name.padded(to: nameWidth, right: false))"
        guard state == .running, let fraction, barWidth >= 5 else {
            return String("\(head) \(time)".prefix(max(0, columns - 1)))
        }
        let filled = Int((Double(barWidth) * min(1, max(0, fraction))).rounded(.down))
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: barWidth - filled)
        let percent = "\(Int(min(1, max(0, fraction)) * 100)) %".padded(to: 5, right: true)
        return "\(head) \(time)  \(bar) \(percent)"
    }

    private var sign: String {
        switch state {
        case .waiting: "·"
        case .running: "▸"
        case .done: "✓"
        case .failed: "✗"
        }
    }
}

extension Duration {
    /// As `12.3 s`, `4 min 05 s`.
    package var asSeconds: String {
        let tenths = components.seconds * 10 + components.attoseconds / 100_000_000_000_000_000
        if tenths < 600 { return "\(tenths / 10).\(tenths % 10) s" }
        let seconds = tenths / 10
        return "\(seconds / 60) min \(seconds % 60 < 10 ? "0" : "")\(seconds % 60) s"
    }
}
