import HostCommand

/// libvirt's daemon as a service of systemd, which listens for it (socket activation).
struct LibvirtService: Sendable {
    private static let service = "libvirtd.service"
    private static let sockets = ["libvirtd.socket", "libvirtd-ro.socket", "libvirtd-admin.socket"]
    private static let tlsSocket = "libvirtd-tls.socket"
    /// libvirt's registered port for TLS.
    static let port = 16514

    private let commands: any CommandRunner

    init(_ commands: any CommandRunner) {
        self.commands = commands
    }

    /// Ends the daemon and starts it with its sockets as wished; VMs go on meanwhile.
    ///
    /// A socket unit cannot be started beside its running service, and a client that asks in between would start the
    /// service again: therefore all of them end together, and the sockets begin first. Started with the service, the
    /// one for TLS loses the race (systemd 252).
    func restart(listening: Bool) async throws {
        try await systemctl("daemon-reload")
        try await systemctl(listening ? "enable" : "disable", "--quiet", Self.tlsSocket)
        try await systemctl(["stop", Self.service, Self.tlsSocket] + Self.sockets)
        // A daemon that failed a few times in a row is not started again before this.
        try await systemctl("reset-failed", "libvirtd*")
        try await systemctl(["start"] + (listening ? [Self.tlsSocket] : []) + Self.sockets)
        try await systemctl("start", Self.service)
    }

    private func systemctl(_ words: String...) async throws { try await systemctl(words) }

    private func systemctl(_ words: [String]) async throws {
        try await commands.output(of: Command("systemctl", words, timeLimit: .seconds(40)))
    }
}

// MARK: Settings

extension LibvirtService {
    /// For `libvirtd.conf`: only the libvirts of the cluster's hosts get in, by the certificates' organizational unit.
    static func settings(_ files: MigrationFiles) -> [(name: String, value: String)] {
        [
            ("key_file", quoted(files.key)), ("cert_file", quoted(files.certificate)),
            ("ca_file", quoted(files.authority)),
            // As “virt-pki-query-dn” writes names: the role comes before what anybody else chose.
            ("tls_allowed_dn_list", "[ \(quoted("O=Mortar,OU=hypervisor,CN=*")) ]"),
        ]
    }

    /// For `qemu.conf`: QEMU wants a certificate of the cluster from whoever sends memory, and a host that is gone is
    /// noticed within 12 s instead of 30.
    static func qemuSettings(_ files: MigrationFiles) -> [(name: String, value: String)] {
        [
            ("migrate_tls_x509_cert_dir", quoted(files.qemuFolder)), ("migrate_tls_x509_verify", "1"),
            ("keepalive_interval", "3"), ("keepalive_count", "3"),
        ]
    }

    /// For the socket unit: one address and not all. The address may not be there yet when the host starts.
    static func socketAddition(_ address: String) -> String {
        let host = address.contains(":") ? "[\(address)]" : address
        return "[Socket]\nListenStream=\nListenStream=\(host):\(port)\nFreeBind=yes\n"
    }

    private static func quoted(_ text: String) -> String { "\"\(text)\"" }
}
