import HostCommand

/// How a host's system is started: systemd-nspawn in the background, in a session of its own.
struct HostBoot: Hashable, Sendable {
    var lab: LabName
    var host: HostRecord
    var folder: HostFolder
    /// The devices of the machine that are the host's disks.
    var devices: [String]
    var readOnlyBinds: [String]
    /// The control group of the host; nil where the machine's systemd gives it a scope of its own.
    var group: HostGroup?
    /// The program `mortar-lab`, which enters the group.
    var launcher: String

    /// The argument by which the systemd-nspawn process of a host is recognised.
    static func directoryArgument(_ folder: HostFolder) -> String { "--directory=\(folder.root)" }

    var command: Command {
        let daemon = [
            "--start", "--background", "--pidfile", folder.pidFile, "--make-pidfile", "--output", folder.console,
        ]
        // libvirt cannot place its guests in a version 1 hierarchy that it does not own.
        let system = ["SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1", "systemd-nspawn"] + arguments
        guard let group else {
            return Command("start-stop-daemon", daemon + ["--startas", "/usr/bin/env", "--"] + system)
        }
        let entry = ["--startas", launcher, "--", "enter-group", group.path, "--", "/usr/bin/env"]
        return Command("start-stop-daemon", daemon + entry + system)
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
        return identity + (group == nil ? [] : ["--keep-unit"]) + independence + links + binds
            + readOnlyBinds.map { "--bind-ro=\($0)" }
    }
}
