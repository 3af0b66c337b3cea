package struct FactsCall: AgentCall {
    package typealias Answer = HostFacts
    package static let path = "facts"
    package static let timeLimit = Duration.short
    package var maxAge: Duration

    package init(maxAge: Duration) {
        self.maxAge = maxAge
    }
}

/// The answer is one JSON text of ``HostChange`` per line.
package struct ChangesStream: AgentStream {
    package static let path = "changes"
    package init() {}
}

package struct SetHostNamesCall: AgentCall {
    package typealias Answer = Done
    package static let path = "host-names"
    package static let timeLimit = Duration.short
    package var names: [HostName]

    package init(names: [HostName]) {
        self.names = names
    }
}

package struct StartGlusterCall: AgentCall {
    package typealias Answer = Done
    package static let path = "gluster/start"
    package static let timeLimit = Duration.medium
    package init() {}
}

package struct StopGlusterCall: AgentCall {
    package typealias Answer = Done
    package static let path = "gluster/stop"
    package static let timeLimit = Duration.medium
    package init() {}
}

package struct AddPeerCall: AgentCall {
    package typealias Answer = Done
    package static let path = "peers/add"
    package static let timeLimit = Duration.medium
    package var name: String

    package init(name: String) {
        self.name = name
    }
}

package struct RemovePeerCall: AgentCall {
    package typealias Answer = Done
    package static let path = "peers/remove"
    package static let timeLimit = Duration.medium
    package var name: String

    package init(name: String) {
        self.name = name
    }
}

package struct RejoinPoolCall: AgentCall {
    package typealias Answer = Done
    package static let path = "peers/rejoin"
    package static let timeLimit = Duration.long
    package var identity: PoolIdentity

    package init(identity: PoolIdentity) {
        self.identity = identity
    }
}
