/// The files that make a host of a lab a machine of its own: names, addresses, keys, and the health of its disks.
struct HostIdentity: Sendable {
    struct File: Hashable, Sendable {
        var path: String
        var content: String
        var mode = 0o644
    }

    var host: HostRecord
    var subnet: Subnet
    /// 32 hexadecimal digits (machine-id(5)).
    var machineID: String
    /// The public key that may log in as root.
    var authorizedKey: String

    var files: [File] {
        [
            File(path: "/etc/hostname", content: "\(host.name)\n"),
            File(path: "/etc/hosts", content: hosts),
            File(path: "/etc/machine-id", content: "\(machineID)\n"),
            File(path: "/root/.ssh/authorized_keys", content: authorizedKey, mode: 0o600),
            File(path: SMARTReports.program, content: SMARTReports.script, mode: 0o755),
        ] + LabNetwork.allCases.map { File(path: "/etc/systemd/network/10-\($0).network", content: settings($0)) }
    }

    /// As Debian's installer leaves it on a machine with a static address.
    private var hosts: String {
        "127.0.0.1\tlocalhost\n\(subnet.address(host: host.number, .management))\t\(host.name)\n"
    }

    /// As systemd.network(5). The address stays when the cable is out, so that a host still reaches itself.
    private func settings(_ network: LabNetwork) -> String {
        """
        [Match]
        Name=\(network.hostInterface)

        [Network]
        Address=\(subnet.address(host: host.number, network))/24
        LinkLocalAddressing=no
        IPv6AcceptRA=no
        ConfigureWithoutCarrier=yes
        IgnoreCarrierLoss=yes

        """
    }
}
