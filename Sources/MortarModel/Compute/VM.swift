package import struct Foundation.Date

package typealias VMID = Identifier<VM>

/// A virtual machine: what is wished, and the host and state that were last written down.
package struct VM: Entity {
    package static let kind = "VM"

    package var id: VMID
    package var name: String
    package var clusterID: ClusterID
    package var cpus: Int
    package var memory: ByteCount
    /// In the order the guest sees them; the first one boots.
    package var disks: [DiskID]
    /// Settings for cloud-init; nil when the guest gets none.
    package var cloudInit: CloudInit?
    package var status: VMStatus
    /// When it took this status, by the engine's clock.
    package var statusSince: Date
    /// The host it runs on or is about to; nil when down.
    package var hostID: HostID?
    /// Whether QEMU has closed the image of one of its disks for good; nil is no. It stays so until the VM is down.
    package var hasClosedDisk: Bool?
    /// Its move to another host, while there is one.
    package var migration: VMMigration?
    package var description: String
    /// The only hosts that it may run on; nil for all of its cluster.
    package var pinnedHosts: Set<HostID>?
    /// Who may move it to another host while it runs; nil is `migratable`.
    package var affinity: VMAffinity?
    /// Whether room is kept to start it elsewhere when its host is lost.
    package var isHighlyAvailable: Bool?
    /// How it is to reach its disks; nil for its cluster's policy.
    package var diskAccess: DiskAccessPolicy?

    package init(
        id: VMID = VMID(), name: String, clusterID: ClusterID, cpus: Int, memory: ByteCount, disks: [DiskID] = [],
        cloudInit: CloudInit? = nil, status: VMStatus = .down, statusSince: Date = .distantPast,
        hostID: HostID? = nil, description: String = ""
    ) {
        self.id = id
        self.name = name
        self.clusterID = clusterID
        self.cpus = cpus
        self.memory = memory
        self.disks = disks
        self.cloudInit = cloudInit
        self.status = status
        self.statusSince = statusSince
        self.hostID = hostID
        self.description = description
    }

    /// Takes a status; a VM that is down is on no host.
    package mutating func enter(_ status: VMStatus, at time: Date) {
        guard status != self.status else { return }
        self.status = status
        statusSince = time
        if !status.occupiesHost { (hostID, hasClosedDisk) = (nil, nil) }
        if status != .migrating { migration = nil }
    }
}

/// The move of a running VM to another host.
package struct VMMigration: Sendable, Hashable, Codable {
    /// Where it goes: memory is kept free for it there.
    package var target: HostID
    /// Whether it has begun; before, it waits until others have ended.
    package var hasTurn = false
    /// Whether somebody wants it to end.
    package var isCancelled = false

    package init(to target: HostID) {
        self.target = target
    }
}

/// oVirt's `VmStatus`, the values that Mortar uses.
package enum VMStatus: String, Sendable, Hashable, Codable, CaseIterable {
    case down
    case imageLocked = "image_locked"
    case waitForLaunch = "wait_for_launch"
    case poweringUp = "powering_up"
    case up
    case paused
    case poweringDown = "powering_down"
    /// It runs and is on its way to another host; `hostID` is the one it leaves.
    case migrating
    /// Its host does not answer.
    case unknown
    /// Its host answers and knows nothing of it.
    case notResponding = "not_responding"

    /// Whether a process for it may exist on a host.
    package var occupiesHost: Bool { self != .down && self != .imageLocked }
}

/// Who may move a running VM; oVirt's `VmAffinity`.
package enum VMAffinity: String, Sendable, Hashable, Codable, CaseIterable {
    case migratable
    /// Users, and nothing by itself.
    case userMigratable = "user_migratable"
    case pinned
}

/// What a guest's cloud-init reads from a NoCloud seed.
package struct CloudInit: Sendable, Hashable, Codable {
    /// The `user-data` document.
    package var userData: String
    /// The `meta-data` document; nil for one with the VM's id and name.
    package var metaData: String?
    /// The `network-config` document, if any.
    package var networkConfig: String?

    package init(userData: String, metaData: String? = nil, networkConfig: String? = nil) {
        self.userData = userData
        self.metaData = metaData
        self.networkConfig = networkConfig
    }
}
