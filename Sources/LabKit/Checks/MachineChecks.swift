import Foundation
import Glibc
import HostCommand
import MortarModel

/// What the machine must offer before a lab is made. Nothing here changes anything.
struct MachineChecks: Sendable {
    let runner: any CommandRunner

    /// The programs that a lab needs, and the Debian packages they come in.
    static let labTools = [
        "apt-config": "apt", "blockdev": "util-linux", "chattr": "e2fsprogs", "findmnt": "util-linux", "ip": "iproute2",
        "losetup": "mount", "mmdebstrap": "mmdebstrap",
        "mount": "mount", "nsenter": "util-linux", "ssh": "openssh-client", "ssh-keygen": "openssh-client",
        "ssh-keyscan": "openssh-client", "start-stop-daemon": "dpkg", "systemctl": "systemd",
        "systemd-nspawn": "systemd-container", "tc": "iproute2", "unshare": "util-linux",
    ]

    /// The programs that the build of the guest image needs, likewise.
    static let guestTools = [
        "apt-cache": "apt", "cpio": "cpio", "depmod": "kmod", "dpkg-deb": "dpkg", "gcc": "gcc", "gzip": "gzip",
        "mcopy": "mtools", "modprobe": "kmod", "sfdisk": "fdisk", "syslinux": "syslinux",
    ]

    /// The programs that emulated hosts need beyond those of a lab, likewise.
    static let emulationTools = [
        "apt-cache": "apt", "cpio": "cpio", "depmod": "kmod", "dpkg-deb": "dpkg", "gzip": "gzip",
        "mke2fs": "e2fsprogs", "modprobe": "kmod", "qemu-img": "qemu-utils",
        "qemu-system-x86_64": "qemu-system-x86",
    ]

    static func requireRoot() throws {
        guard geteuid() == 0 else {
            throw Failure(.forbidden, "Only root can work with a lab.", correction: "Run the command with sudo.")
        }
    }

    /// Throws a `Failure` that names every missing program and what to install.
    static func requireTools(
        _ tools: [String: String], path: String = ProcessInfo.processInfo.environment["PATH"] ?? ""
    ) throws {
        let folders = path.split(separator: ":")
        let missing = tools.keys.sorted().filter { tool in
            !folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(tool)") }
        }
        guard !missing.isEmpty else { return }
        let packages = Set(missing.compactMap { tools[$0] }).sorted().joined(separator: " ")
        throw Failure(
            .noCapacity, "This machine lacks \(missing.joined(separator: ", ")).",
            correction: "Install with “apt-get install \(packages)”.")
    }

    /// Throws a `Failure` when an address or route of the machine lies in the lab's ranges, or when an interface has
    /// one of the lab's names.
    func requireFree(_ subnet: Subnet, for lab: LabName) async throws {
        let interfaces = Interfaces(runner: runner)
        let present = try await interfaces.list()
        let routes = try await interfaces.routes()
        let names = InterfaceNames(lab)
        for network in LabNetwork.allCases {
            let prefix = subnet.prefix(network)
            let taken =
                present.first { $0.prefixes.contains(where: prefix.overlaps) }?.name
                ?? routes.first { $0.overlaps(prefix) }?.interface
            if let taken {
                throw Failure(
                    .conflict, "\(prefix) is in use on this machine (\(taken)).",
                    correction: "Choose another range with --subnet.")
            }
            if present.contains(where: { $0.name == names.bridge(network) }) {
                throw Failure(
                    .conflict, "The interface \(names.bridge(network)) exists and is not this lab's.",
                    correction: "Choose another --name, or remove it with “ip link delete \(names.bridge(network))”.")
            }
        }
    }

    /// Throws a `Failure` when the file system of a folder has less free space than is needed at the start.
    func requireSpace(_ needed: ByteCount, in folder: String) throws {
        var existing = folder
        while !FileManager.default.fileExists(atPath: existing) {
            existing = (existing as NSString).deletingLastPathComponent
        }
        let attributes = try FileManager.default.attributesOfFileSystem(forPath: existing)
        let free = ByteCount((attributes[.systemFreeSize] as? NSNumber)?.int64Value ?? 0)
        guard free < needed else { return }
        throw Failure(
            .noCapacity, "\(folder) has \(free) of free space, the lab needs \(needed).",
            correction: "Make room there, or use fewer hosts.")
    }
}

extension MachineRoute {
    /// Whether the route leads to addresses of a range; the default route does not count.
    func overlaps(_ prefix: IPv4Prefix) -> Bool {
        IPv4Prefix(destination).map { $0.length > 0 && $0.overlaps(prefix) } ?? false
    }
}
