internal import Glibc

/// Tells systemd how a service of `Type=notify` is doing (sd_notify(3)).
public struct ServiceNotifier: Sendable {
    /// A state as systemd reads it: one assignment per line.
    public struct State: Sendable, Hashable {
        public var text: String

        public init(text: String) {
            self.text = text
        }

        /// Start-up is finished.
        public static let ready = Self(text: "READY=1")
        /// Shutting down has begun.
        public static let stopping = Self(text: "STOPPING=1")
        /// A line for `systemctl status`.
        public static func status(_ line: String) -> Self {
            Self(text: "STATUS=\(oneLine(line, lineBreak: " "))")
        }
    }

    private let socketPath: String?

    /// - Parameter socketPath: the value of `NOTIFY_SOCKET`; nil when nobody wants to know.
    public init(socketPath: String?) {
        self.socketPath = socketPath
    }

    /// The notifier of this process, as its environment says.
    public static var ofThisProcess: ServiceNotifier {
        ServiceNotifier(socketPath: getenv("NOTIFY_SOCKET").map { String(cString: $0) })
    }

    /// Sends a state; does nothing when nobody wants to know.
    public func notify(_ state: State) throws(NotificationFailure) {
        guard let socketPath else { return }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let length = try address.setPath(socketPath)
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw NotificationFailure(errno: errno) }
        defer { close(descriptor) }
        let bytes = Array(state.text.utf8)
        let sent = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), address, length)
            }
        }
        guard sent == bytes.count else { throw NotificationFailure(errno: errno) }
    }
}

/// systemd could not be told.
public struct NotificationFailure: Error, Sendable, Hashable, CustomStringConvertible {
    public var errno: Int32

    public var description: String { "systemd cannot be notified: \(String(cString: strerror(errno)))" }
}

extension sockaddr_un {
    /// Sets the path, of which a leading `@` means the abstract namespace (unix(7)), and returns the address's length.
    fileprivate mutating func setPath(_ path: String) throws(NotificationFailure) -> socklen_t {
        var bytes = Array(path.utf8)
        guard bytes.count < MemoryLayout.size(ofValue: sun_path) else { throw NotificationFailure(errno: ENAMETOOLONG) }
        if bytes.first == UInt8(ascii: "@") { bytes[0] = 0 }
        withUnsafeMutableBytes(of: &sun_path) { $0.copyBytes(from: bytes) }
        return socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
    }
}
