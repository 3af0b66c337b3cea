/// What a certificate shall say about the holder of a key.
package struct CertificateProfile: Sendable, Hashable {
    /// What the holder may use the key for.
    package enum Usage: Sendable, Hashable {
        case server, client
        /// Both, by programs that ask for the right to encipher keys whatever the key is (libvirt and QEMU with GnuTLS).
        case peer
    }

    package var commonName: String
    package var role: CertificateRole
    /// Names and addresses under which the holder serves.
    package var subjects: [SubjectName]
    package var usage: Usage
    /// From the moment of signing.
    package var lifetime: Duration

    package init(
        commonName: String, role: CertificateRole, subjects: [SubjectName] = [], usage: Usage,
        lifetime: Duration = .twoYears
    ) {
        self.commonName = commonName
        self.role = role
        self.subjects = subjects
        self.usage = usage
        self.lifetime = lifetime
    }

    /// A host's agent, for as long as the authority lives: the engine knows it by its key, and nobody makes its certificate anew.
    ///
    /// - Parameters:
    ///   - hostID: the host's id, which becomes the common name.
    ///   - names: the host's names and addresses.
    package static func agent(hostID: String, names: [String]) -> Self {
        Self(
            commonName: hostID, role: .agent, subjects: names.map(SubjectName.init), usage: .server,
            lifetime: .tenYears)
    }

    /// What programs of a host show each other in migrations, for as long as the authority lives.
    ///
    /// - Parameters:
    ///   - role: `hypervisor` or `migration`.
    ///   - hostID: the host's id, which becomes the common name.
    ///   - names: the host's names and addresses.
    package static func peer(_ role: CertificateRole, hostID: String, names: [String]) -> Self {
        Self(
            commonName: hostID, role: role, subjects: names.map(SubjectName.init), usage: .peer, lifetime: .tenYears)
    }

    /// The engine as agents see it, for as long as the authority lives.
    package static let engine = Self(commonName: "engine", role: .engine, usage: .client, lifetime: .tenYears)

    /// The engine as users see it; the first name becomes the common name.
    package static func api(names: [String]) -> Self {
        Self(commonName: names.first ?? "mortar", role: .api, subjects: names.map(SubjectName.init), usage: .server)
    }
}

extension Duration {
    /// Below the 825 days that clients accept of a server's certificate (CA/Browser Forum, Baseline Requirements 1.6).
    package static let twoYears = Duration.seconds(730 * 86_400)
    static let tenYears = Duration.seconds(3_652 * 86_400)
}
