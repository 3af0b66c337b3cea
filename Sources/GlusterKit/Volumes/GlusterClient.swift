/// A connection that a brick of a volume has from a client: a mount, a QEMU, or a self-heal daemon.
public struct GlusterClient: Sendable, Hashable {
    public var brick: GlusterBrick
    /// Address and port of the client's end.
    public var address: String
    public var bytesRead: Int64
    public var bytesWritten: Int64

    init(_ element: XMLElement, brick: GlusterBrick) throws(GlusterError) {
        self.brick = brick
        address = try element.string("hostname")
        bytesRead = Int64(try element.integer("bytesRead"))
        bytesWritten = Int64(try element.integer("bytesWrite"))
    }
}
