/// What the holder of a certificate is in the cluster; the certificate's organizational unit.
package struct CertificateRole: RawRepresentable, Sendable, Hashable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The authority that signs all others.
    package static let authority = Self(rawValue: "authority")
    /// A host's agent, which serves the engine.
    package static let agent = Self(rawValue: "agent")
    /// The engine as a client of agents.
    package static let engine = Self(rawValue: "engine")
    /// A host's libvirt, which takes VMs from those of other hosts.
    package static let hypervisor = Self(rawValue: "hypervisor")
    /// A host's QEMU processes, which hand on the memory of VMs and command nothing.
    package static let migration = Self(rawValue: "migration")
    /// The engine's API, which serves users.
    package static let api = Self(rawValue: "api")
}
