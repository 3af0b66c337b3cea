import LabKit
import MortarClient
import MortarModel
import OVirtAPI
import Testing

extension LabTests {
    /// Hosts that share what can fail.
    @Suite(.blankHosts(6, disks: 1)) struct ZoneTests {
        private static let zones = ["a": ["h1", "h2"], "b": ["h3", "h4"], "c": ["h5", "h6"]]

        @Test func theLossOfAZoneLeavesAllDataAvailable() async throws {
            let names = Self.zones.flatMap { zone, hosts in hosts.map { "\($0)=\(zone)" } }
            let cluster = try await TestCluster((1...6).map { "h\($0)" }, zones: names)
            try await cluster.deploy()
            try await expectDistinctZones(cluster)
            let (vm, data) = (WritingVM("writer", on: cluster), StoredData("stored", on: cluster))
            try await vm.create()
            try await data.create()
            try await vm.start()
            try await vm.expectToGoOn()
            let place = try await vm.place()
            try await lose(zone: ["h3", "h4"].contains(place) ? "c" : "b", cluster, vm, data)
            try await vm.verify()
            try await data.delete()
        }

        private func expectDistinctZones(_ cluster: TestCluster) async throws {
            let zones = Dictionary(uniqueKeysWithValues: Self.zones.flatMap { zone, hosts in hosts.map { ($0, zone) } })
            let sets = try await cluster.connected { try await cluster.replicaSets($0) }
            #expect(sets.count == 2 && sets.allSatisfy { $0.sharedZones == nil })
            for set in sets {
                let used = (set.bricks ?? []).compactMap { $0.host?.name }.compactMap { zones[$0] }
                #expect(used.sorted() == ["a", "b", "c"], "\(set.name ?? "")")
            }
        }

        /// Both hosts of a zone lose their power at once; all of the storage stays up on the other two.
        private func lose(
            zone: String, _ cluster: TestCluster, _ vm: WritingVM, _ data: StoredData
        ) async throws {
            let (lab, victims) = (try SharedLab.lab, try #require(Self.zones[zone]))
            let began = ContinuousClock.now
            for victim in victims { try await lab.setPower(of: victim, .off) }
            try await cluster.wait("the zone is lost", within: .seconds(60)) { client in
                try await client.list(HostRepresentation.self, search: "status=non_responsive").count == victims.count
            }
            try await vm.expectToGoOn()
            try await data.expectUnchanged()
            print("zone \(zone) lost: told, written and read after \(ContinuousClock.now - began)")
            for victim in victims { try await lab.setPower(of: victim, .on) }
            try await cluster.wait("all hosts are up", within: .seconds(120)) { client in
                try await client.list(HostRepresentation.self, search: "status=up").count == 6
            }
            try await cluster.waitUntilWhole()
        }
    }
}
