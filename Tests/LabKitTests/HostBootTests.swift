import HostCommand
import Testing

@testable import LabKit

@Suite struct HostBootTests {
    func boot(systemd: Bool) throws -> HostBoot {
        HostBoot(
            lab: try LabName("demo"), host: HostRecord(number: 2, disks: []), folder: HostFolder(path: "/l/hosts/h2"),
            devices: ["/dev/loop4"], readOnlyBinds: ["/opt/swift"], machineRunsSystemd: systemd)
    }

    @Test func startsAHostWithItsOwnDisksAndTwoLinks() throws {
        let command = try boot(systemd: false).command
        #expect(command.program == "start-stop-daemon")
        for argument in [
            "--directory=/l/hosts/h2/root", "--machine=demo-h2", "--hostname=h2", "--bind=/dev/loop4",
            "--bind-ro=/opt/swift", "--network-veth-extra=ml-demo-m2:host0",
            "--network-veth-extra=ml-demo-s2:storage0", "SYSTEMD_NSPAWN_UNIFIED_HIERARCHY=1", "--keep-unit",
        ] {
            #expect(command.arguments.contains(argument))
        }
        #expect(!command.arguments.contains { $0.contains("kvm") || $0.contains("loop-control") })
    }

    @Test func leavesTheScopeToTheMachinesSystemd() throws {
        #expect(try !boot(systemd: true).command.arguments.contains("--keep-unit"))
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
