/// A mount as `findmnt` tells of it.
public struct Mount: Sendable, Hashable {
    public var mountPoint: String
    public var source: String
    public var type: String
    public var options: String
    /// Bytes of the file system; nil where it does not say.
    public var size: Int64?
    public var free: Int64?

    public init(
        mountPoint: String, source: String, type: String, options: String, size: Int64? = nil, free: Int64? = nil
    ) {
        self.mountPoint = mountPoint
        self.source = source
        self.type = type
        self.options = options
        self.size = size
        self.free = free
    }
}

extension Mount: Decodable {
    enum CodingKeys: String, CodingKey {
        case mountPoint = "target"
        case source
        case type = "fstype"
        case options, size
        case free = "avail"
    }
}
