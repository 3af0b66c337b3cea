import Foundation
import HostCommand
import Testing

@testable import LabKit

@Suite struct HostBootTests {
    func boot(group: HostGroup?) throws -> HostBoot {
        HostBoot(
            lab: try LabName("demo"), host: HostRecord(number: 2, disks: []), folder: HostFolder(path: "/l/hosts/h2"),
            devices: ["/dev/loop4"], readOnlyBinds: ["/opt/swift"], group: group, launcher: "/usr/bin/mortar-lab")
    }

    @Test func startsAHostWithItsOwnDisksAndTwoLinks() throws {
        let command = try boot(group: nil).command
        #expect(command.program == "start-stop-daemon")
        for argument in [
            "--directory=/l/hosts/h2/root", "--machine=demo-h2", "--hostname=h2", "--bind=/dev/loop4",
            "--bind-ro=/opt/swift", "--network-veth-extra=ml-demo-m2:host0",
            "--network-veth-extra=ml-demo-s2:storage0", "SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1",
        ] {
            #expect(command.arguments.contains(argument))
        }
        #expect(!command.arguments.contains { $0.contains("kvm") || $0.contains("loop-control") })
    }

    @Test func aHostHasAControlGroupToItself() throws {
        let group = HostGroup(lab: try LabName("demo"), host: "h2", machineRunsSystemd: false)
        let path = try #require(group?.path)
        #expect(path.hasSuffix("/mortar-lab-demo-h2"))
        let arguments = try boot(group: group).command.arguments
        let launcher = try #require(arguments.firstIndex(of: "/usr/bin/mortar-lab"))
        #expect(Array(arguments[(launcher + 1)...].prefix(5)) == ["--", "enter-group", path, "--", "/usr/bin/env"])
        #expect(arguments.contains("--keep-unit"))
    }

    @Test func leavesTheScopeToTheMachinesSystemd() throws {
        #expect(HostGroup(lab: try LabName("demo"), host: "h2", machineRunsSystemd: true) == nil)
        #expect(try !boot(group: nil).command.arguments.contains("--keep-unit"))
    }

    @Test func findsTheControlGroupsOfVersion2() {
        let mounts = """
            22 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
            40 39 0:35 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,xattr,name=systemd
            41 39 0:36 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
            """
        #expect(HostGroup.root(mounts) == "/sys/fs/cgroup/unified")
        #expect(HostGroup.root(mounts, type: "cgroup", option: "name=systemd") == "/sys/fs/cgroup/systemd")
        #expect(HostGroup.root("22 1 254:0 / / rw - ext4 /dev/vda rw") == nil)
    }

    @Test func findsGroupsWhoseNamesSystemdHasEscaped() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "groups-\(UUID())")
        let inner = folder.appending(path: #"system.slice/srv-data\x2d1 %2d.mount"#).path(percentEncoded: false)
        try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        for path in HostGroup.tree(folder.path(percentEncoded: false)) { #expect(rmdir(path) == 0, "\(path)") }
        #expect(!FileManager.default.fileExists(atPath: folder.path(percentEncoded: false)))
    }
    @Test func limitsBothEndsOfALink() throws {
        let rate = try LinkRate("400mbit")
        let outer = Throttle(interface: "ml-demo-s1", rate: rate).command
        #expect(outer.program == "tc")
        #expect(outer.arguments.joined(separator: " ").contains("tbf rate 400000000bit burst 262144b latency 50ms"))
        let inner = Throttle(interface: "storage0", rate: rate, namespaceOf: 77).command
        #expect(Array(inner.arguments.prefix(5)) == ["--target", "77", "--net", "--", "tc"])
    }

    @Test func anAbsentLimitNeedNotBeTakenAway() {
        let absent = Throttle(interface: "host0", rate: nil)
        let nothing = "Error: Cannot delete qdisc with handle of zero."
        #expect(absent.accepts(.init(status: 2, standardError: nothing)))
        #expect(!absent.accepts(.init(status: 1, standardError: "Cannot find device \"host0\"")))
    }

    @Test func entersWithTheEnvironmentOfARootLogin() {
        let arguments = HostEntry(77).arguments(["env"])
        #expect(arguments.contains("--ignore-environment") && arguments.contains("HOME=/root"))
        #expect(!arguments.contains { $0.hasPrefix("TERM=") })
        #expect(arguments.last == "env")
    }

    @Test func aHostKeepsItsAddressesWithoutACable() throws {
        let files = HostIdentity(
            host: HostRecord(number: 3, disks: []), subnet: try Subnet("10.88"), machineID: "0", authorizedKey: "key")
        let storage = try #require(files.files.first { $0.path == "/etc/systemd/network/10-storage.network" })
        #expect(storage.content.contains("Name=storage0\n"))
        #expect(storage.content.contains("Address=10.88.1.13/24\n"))
        #expect(storage.content.contains("IgnoreCarrierLoss=yes\n"))
        #expect(files.files.first { $0.path == "/root/.ssh/authorized_keys" }?.mode == 0o600)
    }
}
