import Foundation
import HostCommand
import Testing

@testable import LabKit

@Suite struct GuestFilesTests {
    func interfaces(_ configuration: String) async throws -> String {
        let program = try #require(GuestFiles.files.first { $0.path == "etc/network.awk" }?.content)
        return try await LocalCommands().output(
            of: Command("awk", [program], input: .bytes(Array(configuration.utf8))))
    }

    @Test func readsNetworkConfigurationVersion2() async throws {
        let configuration = """
            version: 2
            ethernets:
              eth0:
                match:
                  macaddress: "52:54:00:AA:bb:01"
                set-name: eth0
                dhcp4: false
                addresses:
                  - fd00::1/64
                  - 10.77.0.5/16
                routes:
                  - to: default
                    via: 10.77.0.1
                nameservers:
                  addresses: [1.1.1.1]
              eth1:
                dhcp4: true
            """
        #expect(try await interfaces(configuration) == "eth0|52:54:00:aa:bb:01|10.77.0.5/16|10.77.0.1|\neth1||||yes\n")
    }

    @Test func readsListsInOneLineUnderNetwork() async throws {
        let configuration = """
            network:
              version: 2
              ethernets:
                enp1s0: # the first one
                  addresses: ["10.1.2.3/24", 'fd00::2/64']
                  gateway4: 10.1.2.1
            """
        #expect(try await interfaces(configuration) == "enp1s0||10.1.2.3/24|10.1.2.1|\n")
    }

    @Test func readsNetworkConfigurationVersion1() async throws {
        let configuration = """
            version: 1
            config:
              - type: physical
                name: eth0
                mac_address: '52:54:00:aa:bb:01'
                subnets:
                  - type: static
                    address: 192.168.5.7
                    netmask: 255.255.255.128
                    gateway: 192.168.5.1
                    dns_nameservers: [1.1.1.1]
              - type: nameserver
                address: [8.8.8.8]
              - type: physical
                name: eth1
                subnets:
                - type: dhcp
            """
        #expect(
            try await interfaces(configuration) == "eth0|52:54:00:aa:bb:01|192.168.5.7/25|192.168.5.1|\neth1||||yes\n")
    }
}
