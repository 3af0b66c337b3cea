/// Another member of the trusted pool, as one host sees it.
public struct GlusterPeer: Sendable, Hashable {
    public var uuid: String
    /// All names and addresses that the pool knows it by.
    public var names: [String]
    public var isConnected: Bool
    /// A full member; before that bricks cannot be placed on it (state 3, “Peer in Cluster”).
    public var isMember: Bool
    /// As the tool says it, `Peer in Cluster`.
    public var state: String

    public init(uuid: String, names: [String], isConnected: Bool, isMember: Bool, state: String) {
        self.uuid = uuid
        self.names = names
        self.isConnected = isConnected
        self.isMember = isMember
        self.state = state
    }

    init(_ element: XMLElement) throws(GlusterError) {
        let name = try element.string("hostname")
        let others = element["hostnames"]?.all("hostname").map(\.text) ?? []
        self.init(
            uuid: try element.string("uuid"), names: [name] + others.filter { $0 != name },
            isConnected: try element.integer("connected") == 1, isMember: try element.integer("state") == 3,
            state: try element.string("stateStr"))
    }
}
