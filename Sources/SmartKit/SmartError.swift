/// Why a device tells nothing of its health, beyond the failure of a tool.
public enum SmartError: Error, Sendable, Hashable {
    /// It is in a low-power mode, from which asking would wake it.
    case asleep(String)
    /// It cannot be opened or identified, or has no such data; the tool's words.
    case refused(String)
    /// The tool's answer is not what it is documented to be.
    case unreadable(String)
}

extension SmartError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .asleep(let words), .refused(let words), .unreadable(let words): words
        }
    }
}
