import AgentAPI
package import MortarModel

package import struct Foundation.TimeInterval

/// Decides a host's status from what was last heard of it.
package enum HostHealth {
    /// An agent speaks at least every two seconds; two missed ones and the host is `connecting`.
    package static let patience: TimeInterval = 5
    /// After this long it is `non_responsive`; short enough that users see it within ten seconds of the fact.
    package static let limit: TimeInterval = 8

    /// - Parameters:
    ///   - silence: seconds since the agent was last heard.
    ///   - bricks: bricks that the host should have.
    package static func status(
        of host: Host, facts: HostObservation?, silence: TimeInterval, bricks: Set<BrickID>
    ) -> HostStatus {
        switch host.status {
        case .installing, .installFailed, .maintenance, .preparingForMaintenance: return host.status
        case .initializing, .up, .connecting, .nonResponsive, .nonOperational: break
        }
        if silence > limit { return .nonResponsive }
        if silence > patience { return .connecting }
        // An engine that has just started goes on with what the last one knew: its workflows need hosts at once.
        guard let facts else { return host.status }
        return problem(facts, bricks) == nil ? .up : .nonOperational
    }

    /// What is missing on a host that answers, as users read it.
    package static func problem(_ observation: HostObservation, _ bricks: Set<BrickID>) -> String? {
        let facts = observation.facts
        if !facts.gluster.isRunning { return "the storage service does not run" }
        if facts.versions.libvirt == nil { return "libvirt does not answer" }
        let mounted = Set(facts.bricks.filter(\.isMounted).map(\.id))
        let missing = bricks.subtracting(mounted)
        return missing.isEmpty ? nil : "\(missing.count) of \(bricks.count) bricks are not mounted"
    }
}
