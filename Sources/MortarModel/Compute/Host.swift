package import struct Foundation.Date

package typealias HostID = Identifier<Host>

/// A machine that runs an agent, VMs, bricks or both: what is wished and known of it for good.
package struct Host: Entity {
    package static let kind = "host"

    package var id: HostID
    package var name: String
    package var clusterID: ClusterID
    /// The management address: where the agent listens.
    package var address: String
    /// The address that Gluster traffic uses, and that peers and bricks are called by; the management address where
    /// there is no storage network.
    package var storageAddress: String
    /// Whether it has joined the trusted pool.
    package var isPoolMember: Bool
    package var status: HostStatus
    /// Since when it has not answered, whatever engines came and went meanwhile; nil for a host that answers.
    package var absentSince: Date?
    /// Whether its bricks stay where they are when it is lost, however long.
    package var keepsBricks: Bool?
    /// What it shares with others that may fail with it; nil for a host that is a zone of its own.
    package var zone: Zone?
    /// The upgrade of its packages that has not come to its end; nil where there is none.
    package var upgrade: UnfinishedUpgrade?
    /// SHA-256 of the agent's public key, in lower-case hexadecimal; its certificate must carry this key.
    package var agentKeyFingerprint: String

    package init(
        id: HostID = HostID(), name: String, clusterID: ClusterID, address: String, storageAddress: String,
        isPoolMember: Bool = false, status: HostStatus, agentKeyFingerprint: String, zone: Zone? = nil
    ) {
        self.id = id
        self.name = name
        self.clusterID = clusterID
        self.address = address
        self.storageAddress = storageAddress
        self.isPoolMember = isPoolMember
        self.status = status
        self.agentKeyFingerprint = agentKeyFingerprint
        self.zone = zone
    }
}

/// oVirt's `HostStatus`, the values that Mortar uses.
package enum HostStatus: String, Sendable, Hashable, Codable, CaseIterable {
    case installing
    case installFailed = "install_failed"
    case initializing
    case up
    /// The agent has not answered for a moment.
    case connecting
    /// The agent has not answered for longer than `connecting` lasts.
    case nonResponsive = "non_responsive"
    /// The agent answers, but a service or mount that VMs or bricks need is missing.
    case nonOperational = "non_operational"
    case maintenance
    case preparingForMaintenance = "preparing_for_maintenance"
}
