package import MortarModel

/// A VM to be started.
package struct VMRequest: Sendable, Hashable, Codable {
    package struct Disk: Sendable, Hashable, Codable {
        package var id: DiskID
        package var image: ImageReference
        package var access: DiskAccess
        /// Hosts that can hand out the volume's description.
        package var servers: [String]

        package init(id: DiskID, image: ImageReference, access: DiskAccess, servers: [String]) {
            self.id = id
            self.image = image
            self.access = access
            self.servers = servers
        }
    }

    package var id: VMID
    package var name: String
    package var cpus: Int
    package var memory: ByteCount
    /// The first one boots.
    package var disks: [Disk]
    package var cloudInit: CloudInit?

    package init(id: VMID, name: String, cpus: Int, memory: ByteCount, disks: [Disk], cloudInit: CloudInit?) {
        self.id = id
        self.name = name
        self.cpus = cpus
        self.memory = memory
        self.disks = disks
        self.cloudInit = cloudInit
    }
}

extension VMFacts {
    /// libvirt's word for why QEMU stopped a guest instead of telling it that its disk answered with an error.
    package static let diskError = "ioerror"

    /// Whether it stands still here because of its disk: then it is here, and was not handed over to another host.
    package var standsStillForItsDisk: Bool { state == .paused && reason == Self.diskError }
}

/// A VM as libvirt sees it on one host.
package struct VMFacts: Sendable, Hashable, Codable {
    package enum State: String, Sendable, Hashable, Codable, CaseIterable {
        case running, paused, shuttingDown, off, crashed
    }

    package var id: VMID
    package var name: String
    package var state: State
    /// Why, where it is not running as wished: `ioerror`, `destroyed`, `shutdown`, …
    package var reason: String?
    package var memory: ByteCount
    package var cpus: Int
    package var access: DiskAccess?
    /// Whether QEMU has closed the image of one of its disks for good: its guest gets errors until it is started anew. Nil is no.
    package var hasClosedDisk: Bool?

    package init(
        id: VMID, name: String, state: State, reason: String?, memory: ByteCount, cpus: Int, access: DiskAccess?
    ) {
        self.id = id
        self.name = name
        self.state = state
        self.reason = reason
        self.memory = memory
        self.cpus = cpus
        self.access = access
    }
}
