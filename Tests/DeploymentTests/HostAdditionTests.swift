import HostNetworkKit
import MortarModel
import OVirtAPI
import Testing

@testable import Deployment

@Suite struct HostAdditionTests {
    private let probe = {
        var probe = HostProbe(address: "10.0.0.4")
        probe.hostname = "h4"
        probe.interfaces = [
            .init(name: "eth0", addresses: [.init(address: "10.0.0.4", prefixLength: 24)]),
            .init(name: "eth1", addresses: [.init(address: "10.0.1.4", prefixLength: 24)]),
        ]
        return probe
    }()

    private func member(_ name: String, _ address: String, storage: String?) -> HostRepresentation {
        var host = HostRepresentation()
        host.name = name
        host.address = address
        host.mortar.storageAddress = storage
        return host
    }

    @Test func takesTheStorageNetworkOfTheOtherHosts() throws {
        let members = [
            member("h1", "10.0.0.1", storage: "10.0.1.1"), member("h2", "10.0.0.2", storage: "10.0.1.2"),
        ]
        #expect(try probe.storageNetwork(of: members) == Subnet("10.0.1.0/24"))
    }

    @Test func needsNoneWhereTheOthersHaveNone() throws {
        #expect(try probe.storageNetwork(of: [member("h1", "10.0.0.1", storage: "10.0.0.1")]) == nil)
        #expect(try probe.storageNetwork(of: []) == nil)
    }

    /// One that was added half does not tell where it should be.
    @Test func doesNotCountItself() throws {
        let members = [
            member("h1", "10.0.0.1", storage: "10.0.0.1"), member("h4", "10.0.0.4", storage: "10.9.9.4"),
        ]
        #expect(try probe.storageNetwork(of: members) == nil)
    }

    @Test func saysThatItHasNoAddressThere() throws {
        let failure = #expect(throws: Failure.self) {
            try probe.storageNetwork(of: [member("h1", "10.0.0.1", storage: "10.7.0.1")])
        }
        #expect(failure?.message == "h4 has no address in the storage network of the other hosts.")
        #expect(
            failure?.cause?.contains("10.7.0.1") == true && failure?.correction?.contains("--storage-network") == true)
    }
}
