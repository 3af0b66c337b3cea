/// What a device serves as.
public enum DeviceUse: Sendable, Hashable {
    /// No signature, partition, mount or holder, and fit to hold a file system.
    case blank
    /// A file system that carries the label of ours, or a volume group that carries its name.
    case own(OwnFileSystem)
    /// Anything else; the text says what, as `mounted on /`.
    case occupied(String)
}

extension DeviceUse {
    static let unreadable = "cannot be read: "

    /// Whether what is on it could not be found out.
    public var isUnknown: Bool {
        if case .occupied(let reason) = self { reason.hasPrefix(Self.unreadable) } else { false }
    }
}

/// A file system of ours on a device, finished or begun.
public struct OwnFileSystem: Sendable, Hashable {
    public var uuid: String
    /// The device that holds the file system: the device itself or a logical volume on it; nil when it was only begun.
    public var path: String?
    public var mountPoints: [String]
    /// Whether LVM lies between device and file system.
    public var isOnLVM: Bool

    public init(uuid: String, path: String?, mountPoints: [String], isOnLVM: Bool) {
        self.uuid = uuid
        self.path = path
        self.mountPoints = mountPoints
        self.isOnLVM = isOnLVM
    }
}
