import CLibvirt

/// What libvirt says when a call fails.
public struct LibvirtError: Error, Sendable, Hashable {
    /// libvirt's `virErrorNumber`. Open: numbers that are not named here occur too.
    public struct Code: RawRepresentable, Sendable, Hashable {
        public let rawValue: Int32
        public init(rawValue: Int32) { self.rawValue = rawValue }

        public static let internalError = Self(rawValue: 1)
        public static let notSupported = Self(rawValue: 3)
        public static let invalidArgument = Self(rawValue: 8)
        public static let noConnection = Self(rawValue: 5)
        /// The connection broke while it was used; so does ``remote``.
        public static let system = Self(rawValue: 38)
        public static let remote = Self(rawValue: 39)
        /// There is no domain with this identity.
        public static let noDomain = Self(rawValue: 42)
        public static let operationFailed = Self(rawValue: 9)
        /// The domain is in a state that does not allow it, often because it is already so.
        public static let operationInvalid = Self(rawValue: 55)
        /// Somebody ended the operation.
        public static let aborted = Self(rawValue: 78)
        /// The hypervisor cannot offer a guest this processor.
        public static let cpuIncompatible = Self(rawValue: 91)
        /// A domain of this name or UUID exists with another definition.
        public static let domainExists = Self(rawValue: 43)
        /// Another call works on the same domain and did not end in time.
        public static let timedOut = Self(rawValue: 68)
        /// The disk is being copied.
        public static let blockCopyActive = Self(rawValue: 83)
    }

    public var code: Code
    /// libvirt's `virErrorDomain`: the part of libvirt that speaks.
    public var domain: Int32
    public var message: String

    public init(code: Code, domain: Int32 = 0, message: String) {
        self.code = code
        self.domain = domain
        self.message = message
    }

    /// The error of this thread's last call; to be asked on the thread of the call, right after it.
    static var last: LibvirtError {
        guard let error = virGetLastError() else {
            return LibvirtError(code: .internalError, message: "libvirt reported a failure without saying which")
        }
        let message = error.pointee.message.map { String(cString: $0) } ?? "no message"
        return LibvirtError(code: Code(rawValue: error.pointee.code), domain: error.pointee.domain, message: message)
    }
}

extension LibvirtError: CustomStringConvertible {
    public var description: String { "libvirt: \(message) (error \(code.rawValue))" }
}
