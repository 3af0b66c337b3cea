import HostCommand

/// How a host's system is started: systemd-nspawn in the background, in a session of its own.
struct HostBoot: Hashable, Sendable {
    var lab: LabName
    var host: HostRecord
    var folder: HostFolder
    /// The devices of the machine that are the host's disks.
    var devices: [String]
    var readOnlyBinds: [String]
    /// Whether systemd runs on the machine. Where it does, the host gets a scope of its own, otherwise it stays in the
    /// caller's control group.
    var machineRunsSystemd: Bool

    /// The argument by which the systemd-nspawn process of a host is recognised.
    static func directoryArgument(_ folder: HostFolder) -> String { "--directory=\(folder.root)" }

    var command: Command {
        Command(
            "start-stop-daemon",
            [
                "--start", "--background", "--pidfile", folder.pidFile, "--make-pidfile", "--output", folder.console,
                "--startas", "/usr/bin/env", "--",
                // libvirt cannot place its guests in a version 1 hierarchy that it does not own.
                "SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1",
                "systemd-nspawn",
            ] + arguments)
    }

    private var arguments: [String] {
        let identity = [
            Self.directoryArgument(folder), "--machine=\(lab)-\(host.name)", "--hostname=\(host.name)",
            "--register=no", "--boot", "--capability=all",
        ]
        // A host has its own clock zone, resolver and journal, as a machine of its own would.
        let independence = ["--resolv-conf=off", "--link-journal=no", "--timezone=off"]
        let names = InterfaceNames(lab)
        let links = LabNetwork.allCases.map {
            "--network-veth-extra=\(names.link(host: host.number, $0)):\($0.hostInterface)"
        }
        let binds = (["/dev/fuse", "/dev/net/tun"] + devices).map { "--bind=\($0)" }
        return identity + (machineRunsSystemd ? [] : ["--keep-unit"]) + independence + links + binds
            + readOnlyBinds.map { "--bind-ro=\($0)" }
    }
}
