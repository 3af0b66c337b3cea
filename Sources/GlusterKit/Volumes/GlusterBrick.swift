/// A brick as the tool names it: a host and a directory on it.
public struct GlusterBrick: Sendable, Hashable {
    public var host: String
    /// An absolute path.
    public var directory: String

    public init(host: String, directory: String) {
        self.host = host
        self.directory = directory
    }

    /// Reads `HOST:/DIRECTORY`; the host may be an IPv6 address, with its colons.
    public init?(_ text: String) {
        guard let range = text.firstRange(of: ":/"), range.lowerBound > text.startIndex else { return nil }
        self.init(
            host: String(text[..<range.lowerBound]),
            directory: String(text[text.index(after: range.lowerBound)...]))
    }
}

extension GlusterBrick: CustomStringConvertible {
    public var description: String { "\(host):\(directory)" }
}
