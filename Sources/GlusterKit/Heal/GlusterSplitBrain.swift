/// The entries of a volume in split-brain, as recorded at one brick.
public struct GlusterSplitBrain: Sendable, Hashable {
    /// A file or folder of which GlusterFS cannot tell which copy is right.
    public struct Entry: Sendable, Hashable {
        /// The identity of the file, a UUID in lower case.
        public var gfid: String
        /// From the volume's root on; nil where the brick knows the entry by its identity only.
        public var path: String?
    }

    public var brick: GlusterBrick
    /// As the tool says it, `Connected` or why it could not ask the brick.
    public var status: String
    public var entries: [Entry]

    public var isConnected: Bool { status == "Connected" }

    init(_ element: XMLElement) throws(GlusterError) {
        let name = try element.string("name")
        guard let brick = GlusterBrick(name) else { throw element.unreadable("“\(name)” is no brick") }
        self.brick = brick
        status = try element.string("status")
        var entries: [Entry] = []
        for file in element.all("file") {
            guard let gfid = file.attributes["gfid"] else { throw element.unreadable("a file has no gfid") }
            entries.append(Entry(gfid: gfid, path: file.text.hasPrefix("/") ? file.text : nil))
        }
        self.entries = entries
    }
}
