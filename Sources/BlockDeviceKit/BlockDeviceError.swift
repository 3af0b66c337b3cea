/// Why a device, file system or mount is not as asked, beyond the failure of a tool.
public struct BlockDeviceError: Error, Sendable, Hashable {
    public var reason: String

    public init(_ reason: String) {
        self.reason = reason
    }
}

extension BlockDeviceError: CustomStringConvertible {
    public var description: String { reason }
}
