public import HostCommand

/// Why apt did not do its work.
public enum AptError: Error, Sendable, Hashable {
    /// Another program works on the packages; in apt's words.
    case busy(String)
    /// What apt would do cannot be read; the line.
    case unreadable(String)
    case failed(CommandFailure)

    init(_ failure: CommandFailure) {
        self = Self.tellsOfLock(failure.tail) ? .busy(failure.tail) : .failed(failure)
    }

    /// Whether apt's or dpkg's words say that another program holds one of their locks.
    public static func tellsOfLock(_ words: String) -> Bool {
        [
            "Could not get lock", "Unable to lock directory", "Unable to acquire the dpkg frontend lock",
            "lock was locked",
        ]
        .contains { words.contains($0) }
    }
}

extension AptError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .busy(let words): words
        case .unreadable(let line): "apt-get says what cannot be read: \(line)"
        case .failed(let failure): "\(failure)"
        }
    }
}
