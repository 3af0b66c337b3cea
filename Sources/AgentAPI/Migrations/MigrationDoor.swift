/// Proofs of the keys that a host's programs use for migrations, PEM.
package struct MigrationKeyRequests: Sendable, Hashable, Codable {
    /// Of libvirt, which commands VMs.
    package var libvirt: String
    /// Of QEMU, which sends and takes the memory of VMs and may command nothing.
    package var qemu: String

    package init(libvirt: String, qemu: String) {
        self.libvirt = libvirt
        self.qemu = qemu
    }
}

/// How VMs of other hosts come in to a host.
package struct MigrationDoor: Sendable, Hashable, Codable {
    /// Of this host; nothing listens on any other.
    package var address: String
    /// The cluster's authority, PEM.
    package var authority: String
    /// What the authority made of ``MigrationKeyRequests/libvirt``, PEM.
    package var libvirtCertificate: String
    /// What the authority made of ``MigrationKeyRequests/qemu``, PEM.
    package var qemuCertificate: String

    package init(address: String, authority: String, libvirtCertificate: String, qemuCertificate: String) {
        self.address = address
        self.authority = authority
        self.libvirtCertificate = libvirtCertificate
        self.qemuCertificate = qemuCertificate
    }
}

/// What a host's facts tell of its ``MigrationDoor``.
package struct MigrationFacts: Sendable, Hashable, Codable {
    package var address: String
    /// The authority whose hosts may come in, PEM.
    package var authority: String

    package init(address: String, authority: String) {
        self.address = address
        self.authority = authority
    }
}
