import HostCommand
import LabKit
import Testing

extension LabTests.SharedHostsTests {
    @Suite struct NetworkTests {
        let lab: Lab

        init() throws {
            lab = try SharedLab.lab
        }

        /// Whether h1 reaches another host on a network.
        func reaches(_ host: String, _ network: LabNetwork) async throws -> Bool {
            let address = try SharedLab.address(of: host, network)
            return try await lab.run(["ping", "-c", "1", "-W", "1", address], on: "h1").status == 0
        }

        @Test func aCutIsOfOneNetworkAndOutlastsThePower() async throws {
            try await lab.setNetworks(of: "h2", [.storage], cut: true)
            #expect(try await !reaches("h2", .storage))
            #expect(try await reaches("h2", .management))
            let own = try await lab.run(
                ["ping", "-c", "1", "-W", "1", SharedLab.address(of: "h2", .storage)], on: "h2")
            #expect(own.status == 0, "a host reaches itself without a cable")

            try await lab.setPower(of: "h2", .off)
            try await lab.setPower(of: "h2", .on)
            #expect(try await lab.status().hosts[1].cutNetworks == [.storage])
            #expect(try await !reaches("h2", .storage))

            try await lab.setNetworks(of: "h2", [.storage], cut: false)
            #expect(try await reaches("h2", .storage))
            #expect(try await lab.status().hosts[1].cutNetworks == [])
        }
    }
}
