/// Something that travels to an agent under a path of its own.
package protocol AgentRequest: Sendable, Codable {
    /// Below ``AgentProtocol/root``.
    static var path: String { get }
}

/// A call with one answer: `POST`, the call as JSON in the body, the answer as JSON.
package protocol AgentCall: AgentRequest {
    associatedtype Answer: Sendable & Codable
    /// When the answer has not come by then, the agent counts as unreachable.
    static var timeLimit: Duration { get }
}

/// A call whose body is content of any length: `PUT`, the call as JSON in the query, an empty answer.
package protocol AgentUpload: AgentRequest {}

/// A call whose answer is content without an end: `GET`, the call as JSON in the query.
package protocol AgentStream: AgentRequest {}

/// The answer of a call that has nothing to say: an empty object.
package struct Done: Sendable, Hashable, Codable {
    package init() {}
}

extension Duration {
    /// For calls that look or ask, and need no tool that waits for other hosts.
    static let short = Duration.seconds(10)
    static let medium = Duration.seconds(60)
    /// For calls that make something on disks or on all hosts of a volume.
    static let long = Duration.seconds(120)
}
