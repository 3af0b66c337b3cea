/// The state of one brick of a started volume.
public struct GlusterBrickStatus: Sendable, Hashable {
    public var volume: String
    public var brick: GlusterBrick
    public var hostUUID: String
    /// Its process runs and answers.
    public var isOnline: Bool
    public var port: Int?
    public var pid: Int?
    /// Bytes of the file system below it.
    public var size: Int64?
    public var free: Int64?
    /// The device as mounted, `/dev/sdb`.
    public var device: String?
    public var fileSystem: String?

    init(_ element: XMLElement, volume: String) throws(GlusterError) {
        self.volume = volume
        brick = GlusterBrick(host: try element.string("hostname"), directory: try element.string("path"))
        hostUUID = try element.string("peerid")
        isOnline = try element.integer("status") == 1
        port = element.knownInteger("port")
        pid = element.knownInteger("pid")
        size = element.knownInteger("sizeTotal").map(Int64.init)
        free = element.knownInteger("sizeFree").map(Int64.init)
        device = element["device"]?.text
        fileSystem = element["fsName"]?.text
    }
}
