/// A program that could not be started, did not end in time, said too much, or ended with a status that its caller does not accept.
public struct CommandFailure: Error, Sendable, Hashable {
    public enum Reason: Sendable, Hashable {
        case notFound
        case exit(Int32)
        case timedOut(Duration)
        case tooMuchOutput(limit: Int)
        case notStarted(String)
    }

    public var argumentVector: [String]
    public var reason: Reason
    /// The end of what the program wrote to standard error, or to standard output when standard error is empty; at most 2,000 characters.
    public var tail: String

    public init(_ command: Command, _ reason: Reason, tail: String = "") {
        self.argumentVector = command.argumentVector
        self.reason = reason
        self.tail = String(tail.suffix(2000)).trimmingTrailingWhitespace()
    }

    /// The exit status, when the program ended by itself.
    public var status: Int32? {
        if case .exit(let status) = reason { status } else { nil }
    }
}

extension CommandFailure: CustomStringConvertible {
    public var description: String {
        let what = argumentVector.prefix(12).joined(separator: " ")
        return tail.isEmpty ? "\(what): \(reason.text)" : "\(what): \(reason.text): \(tail)"
    }
}

extension CommandFailure.Reason {
    var text: String {
        switch self {
        case .notFound: "program not found"
        case .exit(let status): "exit status \(status)"
        case .timedOut(let limit): "not finished after \(limit)"
        case .tooMuchOutput(let limit): "more than \(limit) bytes of output"
        case .notStarted(let why): "could not be started: \(why)"
        }
    }
}

extension String {
    fileprivate func trimmingTrailingWhitespace() -> String {
        String(reversed().drop(while: \.isWhitespace).reversed())
    }
}
