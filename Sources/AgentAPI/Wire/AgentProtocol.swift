/// What engine and agent agree on about their HTTP.
package enum AgentProtocol {
    package static let port = 54400
    /// All paths begin with it; another number would be another protocol.
    package static let root = "/v1/"
    /// The number of the engine's leadership, in every request: an agent serves only the newest leader it has heard of.
    package static let epochHeader = "Mortar-Leader-Epoch"
    /// The query item that carries a call whose body is taken by content, as JSON.
    package static let callParameter = "call"
    /// The most bytes of a request body that is not image content.
    package static let bodyLimit = 1 << 20
    /// A stream of changes is never silent for longer.
    package static let heartbeatInterval = Duration.seconds(2)
    /// After this time without a sign of life a stream of changes, or a connection, counts as dead.
    package static let silenceLimit = Duration.seconds(8)
    /// For so long an agent may take nothing of an image: a storage network that stalls (42 s by GlusterFS's default) is waited out.
    package static let stallLimit = Duration.seconds(120)
}
