import HostCommandTesting
import HostNetworkKit
import Testing

@Suite struct HostNetworkTests {
    /// `ip -json -statistics address` of iproute2 6.1 (Debian 12), shortened to two interfaces.
    static let sample = """
        [{"ifindex":1,"ifname":"lo","flags":["LOOPBACK","UP","LOWER_UP"],"mtu":65536,"qdisc":"noqueue",
        "operstate":"UNKNOWN","group":"default","txqlen":1000,"link_type":"loopback","address":"00:00:00:00:00:00",
        "broadcast":"00:00:00:00:00:00","addr_info":[{"family":"inet","local":"127.0.0.1","prefixlen":8,"scope":"host",
        "label":"lo"}],"stats64":{"rx":{"bytes":0,"packets":0},"tx":{"bytes":0,"packets":0}}},
        {"ifindex":3,"link_index":14,"ifname":"storage0","flags":["BROADCAST","MULTICAST","UP","LOWER_UP"],"mtu":1500,
        "qdisc":"noqueue","operstate":"UP","link_type":"ether","address":"4a:b4:99:68:6c:dd","addr_info":[
        {"family":"inet","local":"10.90.1.11","prefixlen":24,"broadcast":"10.90.1.255","scope":"global"},
        {"family":"inet6","local":"fe80::48b4:99ff:fe68:6cdd","prefixlen":64,"scope":"link"}],
        "stats64":{"rx":{"bytes":2748,"packets":34},"tx":{"bytes":726,"packets":9}}}]
        """

    @Test func readsInterfacesWithAddressesAndCounters() throws {
        let interfaces = try NetworkInterface.list(fromJSON: Self.sample)
        #expect(interfaces.map(\.name) == ["lo", "storage0"])
        #expect(interfaces[0].isLoopback)
        #expect(interfaces[1].addresses == [.init(address: "10.90.1.11", prefixLength: 24)])
        #expect(interfaces[1].receivedBytes == 2748)
        #expect(interfaces[1].sentBytes == 726)
    }

    @Test func findsListeningPortsOnly() {
        let table = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1
               1: 0B00585A:0016 0100585A:A3F2 01 00000000:00000000 02:0009E2A3 00000000     0        0 2 1
               0: 00000000000000000000000000000000:5DC7 00000000000000000000000000000000:0000 0A 0:0 0:0 0 0 0 3 1
            """
        #expect(ListeningPorts.ports(inTable: table) == [22, 24007])
    }

    @Test func aKernelWithoutIPv6HasPortsAllTheSame() async throws {
        let host = ScriptedCommands(files: ["/proc/net/tcp": "0: 00000000:0016 00000000:0000 0A 0:0 0:0 0 0 0 1 1\n"])
        #expect(try await HostNetwork(host).listeningPorts() == [22])
    }

    @Test func knowsItsAddresses() throws {
        let subnet = try #require(Subnet("10.88.1.77/24"))
        #expect(subnet.description == "10.88.1.0/24")
        #expect(subnet.contains("10.88.1.255"))
        #expect(!subnet.contains("10.88.2.1"))
        #expect(!subnet.contains("fe80::1"))
        #expect(try #require(Subnet("0.0.0.0/0")).contains("8.8.8.8"))
    }

    @Test(arguments: ["10.0.0.0", "10.0.0.0/33", "10.0.0/8", "10.0.0.256/8", "a/8", ""])
    func refusesWhatIsNoSubnet(text: String) {
        #expect(Subnet(text) == nil)
    }
}

@Suite struct ManagedHostsTests {
    let original = "127.0.0.1 localhost\n10.1.1.1 printer\n"

    @Test func putsTheNamesInABlockAndKeepsTheRest() {
        let text = ManagedHosts.text(original, with: [("h1", "10.0.0.1"), ("h2", "10.0.0.2")])
        #expect(text.hasSuffix(original))
        #expect(text.contains("10.0.0.2 h2\n"))
    }

    @Test func replacesItsOwnBlockAndNothingElse() {
        let once = ManagedHosts.text(original, with: [("h1", "10.0.0.1")])
        #expect(ManagedHosts.text(once, with: [("h1", "10.0.0.1")]) == once)
        #expect(!ManagedHosts.text(once, with: [("h3", "10.0.0.3")]).contains("h1"))
        #expect(ManagedHosts.text(once, with: []) == original)
    }

    @Test func keepsTheOperatorsLinesWhereTheEndOfTheBlockIsMissing() {
        let broken = "10.1.1.1 printer\n# begin of names managed by Mortar\n10.2.2.2 scanner\n"
        #expect(ManagedHosts.text(broken, with: []) == "10.1.1.1 printer\n10.2.2.2 scanner\n")
        let again = ManagedHosts.text(broken, with: [("h1", "10.0.0.1")])
        #expect(again.hasSuffix("10.1.1.1 printer\n10.2.2.2 scanner\n"))
        #expect(ManagedHosts.text(again + broken, with: []).hasSuffix("10.2.2.2 scanner\n"))
    }
}
