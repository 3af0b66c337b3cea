/// Where a host keeps what it needs for migrations.
package struct MigrationFiles: Sendable {
    /// The key and certificates that libvirt uses, under the names that its `pkipath` wants.
    package var folder: String
    /// Those that QEMU uses, under the names that it wants; AppArmor's rules for VMs let them read below `/etc/pki/qemu`.
    package var qemuFolder: String
    package var libvirtSettings: String
    package var qemuSettings: String
    /// The folder of additions to the socket unit.
    package var socketAdditions: String

    package init(
        folder: String = "/etc/mortar/migration", qemuFolder: String = "/etc/pki/qemu/mortar",
        libvirtSettings: String = "/etc/libvirt/libvirtd.conf", qemuSettings: String = "/etc/libvirt/qemu.conf",
        socketAdditions: String = "/etc/systemd/system/libvirtd-tls.socket.d"
    ) {
        self.folder = folder
        self.qemuFolder = qemuFolder
        self.libvirtSettings = libvirtSettings
        self.qemuSettings = qemuSettings
        self.socketAdditions = socketAdditions
    }

    var key: String { "\(folder)/clientkey.pem" }
    var certificate: String { "\(folder)/clientcert.pem" }
    var authority: String { "\(folder)/cacert.pem" }
    /// What was opened last; written when all else is done.
    var record: String { "\(folder)/door.json" }
    var qemuKey: String { "\(qemuFolder)/server-key.pem" }
    var socketAddition: String { "\(socketAdditions)/mortar.conf" }

    /// The daemon of a host as those of others reach it.
    func daemon(at address: String) -> String {
        let host = address.contains(":") ? "[\(address)]" : address
        return "qemu+tls://\(host)/system?pkipath=\(folder)"
    }
}
