/// A volume of the trusted pool, as it is configured.
public struct GlusterVolume: Sendable, Hashable {
    public struct Brick: Sendable, Hashable {
        public var brick: GlusterBrick
        /// The pool's identity of the host that has it.
        public var hostUUID: String
        public var isArbiter: Bool

        public init(brick: GlusterBrick, hostUUID: String, isArbiter: Bool) {
            self.brick = brick
            self.hostUUID = hostUUID
            self.isArbiter = isArbiter
        }
    }

    public var id: String
    public var name: String
    /// As the tool calls it, `Replicate`, `Distribute`, `Distributed-Replicate`, …
    public var type: String
    /// As the tool calls it, `Created`, `Started`, `Stopped`.
    public var status: String
    /// 1 where nothing is replicated.
    public var replicaCount: Int
    public var arbiterCount: Int
    public var bricks: [Brick]
    /// Options that were set, by a user or by the tool at creation; not the defaults.
    public var options: [String: String]

    public var isStarted: Bool { status == "Started" }
    public var wasStarted: Bool { status != "Created" }

    init(_ element: XMLElement) throws(GlusterError) {
        id = try element.string("id")
        name = try element.string("name")
        type = try element.string("typeStr")
        status = try element.string("statusStr")
        replicaCount = try element.integer("replicaCount")
        arbiterCount = try element.integer("arbiterCount")
        bricks = try element.required("bricks").all("brick").map { (brick) throws(GlusterError) in try Brick(brick) }
        guard bricks.count == (try element.integer("brickCount")) else {
            throw element.unreadable("the bricks of \(name) are not as many as brickCount")
        }
        options = [:]
        for option in element["options"]?.all("option") ?? [] {
            options[try option.string("name")] = try option.string("value")
        }
    }
}

extension GlusterVolume.Brick {
    fileprivate init(_ element: XMLElement) throws(GlusterError) {
        let name = try element.string("name")
        guard let brick = GlusterBrick(name) else { throw element.unreadable("“\(name)” is no brick") }
        self.init(
            brick: brick, hostUUID: try element.string("hostUuid"), isArbiter: try element.integer("isArbiter") == 1)
    }
}
