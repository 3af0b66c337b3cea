import LabKit
import MortarClient
import MortarModel
import OVirtAPI
import Testing

extension LabTests.ClusterTests {
    /// Two copies and an arbiter survive the loss of any one host; the arbiter holds no data.
    @Test func twoCopiesAndAnArbiterLoseAHostAndNothingElse() async throws {
        let cluster = try await TestCluster(copies: "2+arbiter")
        try await cluster.deploy()
        let info = try await cluster.gluster("volume", "info")
        #expect(info.contains("Number of Bricks: 1 x (2 + 1) = 3"), "\(info)")
        let vm = WritingVM("writer", on: cluster)
        try await vm.create()
        try await vm.start()
        try await vm.expectToGoOn()
        let place = try await vm.place()
        for victim in ["h2", "h3"] where victim != place {
            try await SharedLab.lab.setPower(of: victim, .off)
            try await vm.expectToGoOn()
            try await SharedLab.lab.setPower(of: victim, .on)
            try await cluster.wait("\(victim) is up", within: .seconds(90)) { client in
                try await client.find(HostRepresentation.self, called: victim, kind: "host").status == "up"
            }
            try await cluster.waitUntilWhole()
        }
        try await expectSmallArbiters(cluster)
        try await vm.verify()
    }

    /// The guest's image is on both copies of one set, and not on its arbiter.
    private func expectSmallArbiters(_ cluster: TestCluster) async throws {
        var larger = 0
        for set in try await cluster.connected({ try await cluster.replicaSets($0) }) {
            let bricks = set.bricks ?? []
            let arbiter = try #require(bricks.first { $0.isArbiter == true })
            let copies = bricks.filter { $0.isArbiter != true }
            #expect(copies.count == 2 && Set(bricks.compactMap { $0.host?.id }).count == 3)
            if try copies.allSatisfy({ try used(on: $0) - used(on: arbiter) > 16 << 20 }) { larger += 1 }
        }
        #expect(larger == 1)
    }

    private func used(on brick: BrickRepresentation) throws -> Int64 {
        try #require(brick.size) - #require(brick.free)
    }
}
