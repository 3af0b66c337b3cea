import MortarModel
import Testing

@testable import LabKit

@Suite struct TopologyTests {
    @Test(arguments: ["demo", "a", "test-2", "abcdefghijklmnopqrst"])
    func acceptsNames(_ text: String) throws {
        #expect(try LabName(text).text == text)
    }

    @Test(arguments: ["", "Demo", "2nd", "-a", "a_b", "a/b", "..", "ä", "abcdefghijklmnopqrstu"])
    func refusesNames(_ text: String) {
        #expect(throws: Failure.self) { try LabName(text) }
    }

    @Test func givesHostsAddressesFromElevenOn() throws {
        let subnet = try Subnet("10.88")
        #expect(subnet.machineAddress(.storage) == "10.88.1.1")
        #expect(subnet.address(host: 1, .management) == "10.88.0.11")
        #expect(subnet.address(host: 200, .storage) == "10.88.1.210")
        #expect(subnet.prefix(.storage).description == "10.88.1.0/24")
    }

    @Test(arguments: ["", "10", "10.88.0", "10.256", "127.0", "224.1", "0.1", "a.b", "10."])
    func refusesSubnets(_ text: String) {
        #expect(throws: Failure.self) { try Subnet(text) }
    }

    @Test func interfaceNamesFitIntoLinux() throws {
        for name in ["a", "demo", "sevenxx", "eightxxx", "abcdefghijklmnopqrst"] {
            let names = InterfaceNames(try LabName(name))
            for network in LabNetwork.allCases {
                #expect(names.link(host: LabWish.mostHosts, network).utf8.count <= 15)
            }
        }
    }

    @Test func interfaceNamesOfDifferentLabsDiffer() throws {
        let labs = ["a", "a-m", "a-m1", "a1", "m", "eightxxx", "eightxxy", "eight-xx", "ei", "abcdefghijklmnopqrst"]
        let names = try labs.flatMap { lab in
            let names = InterfaceNames(try LabName(lab))
            return LabNetwork.allCases.flatMap { network in
                [names.bridge(network)] + (1...12).map { names.link(host: $0, network) }
            }
        }
        #expect(Set(names).count == names.count)
    }

    @Test func aLabKnowsItsOwnInterfacesOnly() throws {
        let names = InterfaceNames(try LabName("a"))
        #expect(["ml-a-m", "ml-a-s", "ml-a-m1", "ml-a-s12"].allSatisfy(names.contains))
        #expect(!["ml-a-m-m", "ml-a-m1-s", "ml-a-mx", "ml-ab-m", "eth0", "ml-a"].contains(where: names.contains))
    }

    @Test func prefixesOverlapWhenOneHoldsTheOther() throws {
        let prefix = try #require(IPv4Prefix("10.88.1.0/24"))
        for text in ["10.88.1.7", "10.88.0.0/16", "10.0.0.0/8", "0.0.0.0/0", "10.88.1.128/25"] {
            #expect(try #require(IPv4Prefix(text)).overlaps(prefix))
        }
        for text in ["10.88.2.0/24", "10.89.0.0/16", "11.88.1.7"] {
            #expect(try !#require(IPv4Prefix(text)).overlaps(prefix))
        }
    }

    @Test(arguments: [
        "", "10", "10.0.0", "10.0.0.0.0", "10.0.0.256", "10.0.0.0/33", "10.0.0.0/x", "default", "1.2.3.4/8/8",
    ])
    func refusesPrefixes(_ text: String) {
        #expect(IPv4Prefix(text) == nil)
    }

    @Test func readsRates() throws {
        #expect(try LinkRate("1gbit").bitsPerSecond == 1_000_000_000)
        #expect(try LinkRate("400mbit").description == "400mbit")
        #expect(try LinkRate("1000mbit") == LinkRate("1gbit"))
        for text in ["", "gbit", "1", "0mbit", "-1gbit", "1.5gbit", "999999gbit"] {
            #expect(throws: Failure.self) { try LinkRate(text) }
        }
    }
}
