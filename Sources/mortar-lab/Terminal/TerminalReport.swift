import Foundation
import LabKit

/// Shows progress on standard error: a bar that is redrawn on a terminal, one line for each finished step elsewhere.
actor TerminalReport: LabReport {
    private let drawn = isatty(STDERR_FILENO) == 1
    private var started: [String: ContinuousClock.Instant] = [:]

    func show(_ step: String, fraction: Double?) {
        let begin = started[step] ?? .now
        started[step] = begin
        guard drawn else { return }
        write("\r\u{1B}[K\(ProgressLine(step: step, fraction: fraction, elapsed: .now - begin))")
    }

    func finish(_ step: String) {
        guard let begin = started.removeValue(forKey: step) else { return }
        let line = ProgressLine(step: step, fraction: 1, elapsed: .now - begin)
        write(drawn ? "\r\u{1B}[K\(line)\n" : "\(line.plain)\n")
    }

    private func write(_ text: String) {
        FileHandle.standardError.write(Data(text.utf8))
    }
}

/// One step as a line with a bar.
struct ProgressLine: CustomStringConvertible {
    var step: String
    var fraction: Double?
    var elapsed: Duration

    private static let width = 24

    var description: String { "\(bar) \(percent) \(time)  \(step)" }

    /// Without a bar.
    var plain: String { "\(step): done in \(time.trimmingCharacters(in: .whitespaces))" }

    private var bar: String {
        let filled = Int((min(max(fraction ?? 0, 0), 1) * Double(Self.width)).rounded(.down))
        return "[" + String(repeating: "#", count: filled) + String(repeating: ".", count: Self.width - filled) + "]"
    }

    private var percent: String {
        guard let fraction else { return "    " }
        let text = "\(Int(fraction * 100))%"
        return String(repeating: " ", count: 4 - text.count) + text
    }

    private var time: String {
        let tenths = elapsed.components.seconds * 10 + elapsed.components.attoseconds / 100_000_000_000_000_000
        let text = "\(tenths / 10).\(tenths % 10) s"
        return String(repeating: " ", count: max(0, 8 - text.count)) + text
    }
}
