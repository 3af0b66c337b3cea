internal import Glibc
public import Logging

/// Writes log lines to standard error as the journal likes them: no time, no process, a priority in front.
///
/// A line is `message key=value key=value`, with line breaks as `\n`.
public struct JournalLogHandler: LogHandler {
    public var metadata: Logger.Metadata = [:]
    public var logLevel: Logger.Level
    private let label: String
    private let marksPriority: Bool

    /// - Parameter marksPriority: put `<6>` and the like in front (sd-daemon(3)); of no use to people.
    public init(label: String, level: Logger.Level, marksPriority: Bool) {
        self.label = label
        logLevel = level
        self.marksPriority = marksPriority
    }

    /// Makes this the handler of all loggers of the process; priorities are marked when the journal listens.
    public static func bootstrap(level: Logger.Level) {
        let marksPriority = getenv("JOURNAL_STREAM") != nil
        LoggingSystem.bootstrap { label in
            JournalLogHandler(label: label, level: level, marksPriority: marksPriority)
        }
    }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        let bytes = Array((line(event) + "\n").utf8)
        // One call per line keeps lines of several threads apart; if standard error is gone there is nobody to tell.
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }

    func line(_ event: LogEvent) -> String {
        var facts = metadata.merging(event.metadata ?? [:]) { $1 }
        if let error = event.error { facts["error"] = "\(error)" }
        let text = facts.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        let priority = marksPriority ? "<\(event.level.priority)>" : ""
        return priority + oneLine("\(label): \(event.message)\(text)", lineBreak: "\\n")
    }
}

extension Logger.Level {
    /// syslog(3)
    fileprivate var priority: Int {
        switch self {
        case .trace, .debug: 7
        case .info: 6
        case .notice: 5
        case .warning: 4
        case .error: 3
        case .critical: 2
        }
    }
}
