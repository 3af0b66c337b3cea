import Foundation
import HostCommand
import LabKit
import MortarModel
import Testing

extension LabTests.SharedHostsTests {
    @Suite struct HostTests {
        let lab: Lab

        init() throws {
            lab = try SharedLab.lab
        }

        /// What a program prints on a host, over ssh.
        func output(_ host: String, _ program: String, _ arguments: String...) async throws -> String {
            let output = try await SharedLab.commands(on: host).output(of: Command(program, arguments))
            return output.trimmingCharacters(in: .whitespacesAndNewlines)
        }

        @Test(arguments: SharedLab.hosts)
        func answersUnderItsNameAndAddresses(_ host: String) async throws {
            #expect(try await output(host, "hostname") == host)
            let status = try #require(try await lab.status().hosts.first { $0.name == host })
            let addresses = try await output(host, "ip", "-4", "-brief", "address")
            #expect(addresses.contains(status.managementAddress) && addresses.contains(status.storageAddress))
            #expect(try await output(host, "systemctl", "is-system-running") == "running")
        }

        @Test func hostsDifferInWhatTellsThemApart() async throws {
            for file in ["/etc/machine-id", "/etc/ssh/ssh_host_ed25519_key.pub"] {
                var contents: Set<String> = []
                for host in SharedLab.hosts { contents.insert(try await output(host, "cat", file)) }
                #expect(contents.count == SharedLab.hosts.count)
            }
            let identities = try await [output("h1", "virsh", "capabilities"), output("h2", "virsh", "capabilities")]
                .map { $0.split(separator: "\n").first { $0.contains("<uuid>") } }
            #expect(identities[0] != nil && identities[0] != identities[1])
        }

        @Test func aHostSeesItsOwnDisksOnly() async throws {
            let hosts = try await lab.status().hosts
            for host in hosts {
                let nodes = try await output(host.name, "find", "/dev", "-name", "loop*")
                #expect(Set(nodes.split(separator: "\n").map(String.init)) == Set(host.disks.compactMap(\.path)))
            }
            let disks = hosts.flatMap(\.disks)
            #expect(Set(disks.map(\.path)).count == disks.count && disks.count == 6)
        }

        @Test func hostsReachEachOtherOnBothNetworks() async throws {
            for host in try await lab.status().hosts {
                for address in [host.managementAddress, host.storageAddress] {
                    _ = try await output("h1", "ping", "-c", "1", "-W", "2", address)
                }
            }
        }

        @Test func hostsHaveTheSoftwareAndNoAcceleration() async throws {
            #expect(try await output("h2", "gluster", "--version").hasPrefix("glusterfs 1"))
            #expect(try await output("h2", "virsh", "version").contains("Running hypervisor: QEMU"))
            let acceleration = try await SharedLab.commands(on: "h2").run(Command("test", ["-e", "/dev/kvm"]))
            #expect(acceleration.status == 1)
        }

        @Test func aServiceStopsOnItsOwnHostOnly() async throws {
            for host in ["h1", "h2"] {
                _ = try await output(
                    host, "systemd-run", "--unit=same", "--property=TimeoutStopSec=60", "sleep", "1000")
            }
            let clock = ContinuousClock.now
            _ = try await output("h1", "systemctl", "stop", "same")
            #expect(ContinuousClock.now - clock < .seconds(20))
            #expect(try await output("h2", "systemctl", "is-active", "same") == "active")
            _ = try await output("h2", "systemctl", "kill", "--signal=KILL", "same")
            #expect(try await output("h1", "systemctl", "is-system-running") == "running")
        }

        @Test func theStorageNetworkIsThrottledOnBothEnds() async throws {
            #expect(try await output("h1", "tc", "qdisc", "show", "dev", "storage0").contains("rate 1Gbit"))
            let link = InterfaceNames(lab.name).link(host: 1, .storage)
            let outer = try await LocalCommands().output(of: Command("tc", ["qdisc", "show", "dev", link]))
            #expect(outer.contains("rate 1Gbit"))
        }

        @Test func upRepairsALabAndLeavesWhatIsWellAlone() async throws {
            let boot = try await output("h1", "cat", "/proc/sys/kernel/random/boot_id")
            let started = try await output("h1", "systemctl", "show", "--property=ActiveEnterTimestampMonotonic", "ssh")
            try await lab.setPower(of: "h2", .off)
            try await lab.setNetworks(of: "h3", [.storage], cut: true)
            let status = try await lab.up()
            #expect(status.hosts.allSatisfy { $0.power == .on && $0.cutNetworks.isEmpty })
            #expect(try await output("h1", "cat", "/proc/sys/kernel/random/boot_id") == boot)
            let now = try await output("h1", "systemctl", "show", "--property=ActiveEnterTimestampMonotonic", "ssh")
            #expect(now == started)
        }
    }
}
