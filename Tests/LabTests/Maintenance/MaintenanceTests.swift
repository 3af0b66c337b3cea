import Foundation
import HostCommand
import LabKit
import MortarClient
import MortarModel
import OVirtAPI
import Testing

extension LabTests.StandingClusterTests {
    /// Hosts that are taken out of service under a VM that writes all the time.
    @Suite(.serialized) struct MaintenanceTests {
        @Test func everyHostInTurnGoesAndComesBackUnderLoad() async throws {
            let bed = try StandingCluster.current
            // An upgrade takes the others away, too.
            for host in SharedLab.isThorough ? SharedLab.hosts : ["h1"] { try await maintain(host, bed) }
            try await refuseWhileAHealIsPending(bed)
            try await bed.cluster.waitUntilWhole()
        }

        private func maintain(_ host: String, _ bed: StandingCluster) async throws {
            let cluster = bed.cluster
            let began = ContinuousClock.now
            try await cluster.mortar("host", "maintenance", host, "--reason", "a new fan")
            let away = ContinuousClock.now
            #expect(try await bed.vm.place() != host)
            try await bed.expectOneProcess()
            let bricks = try await SharedLab.commands(on: host).run(Command("pgrep", ["--exact", "glusterfsd"]))
            #expect(bricks.status == 1, "no brick of it runs")
            let other = try #require(SharedLab.hosts.first { $0 != host })
            let refused = try await cluster.runConnected("host", "maintenance", other)
            #expect(refused.status == 2 && refused.standardError.contains("quorum"), "\(refused.standardError)")
            try await bed.vm.expectToGoOn(by: 50)
            let back = ContinuousClock.now
            try await cluster.mortar("host", "activate", host)
            print(
                "maintenance of \(host): away after \(away - began), whole again \(ContinuousClock.now - back) after activation"
            )
            let summary = try await cluster.gluster("volume", "heal", "data-1", "info", "summary")
            let entries = summary.split(separator: "\n").filter { $0.hasPrefix("Total Number of entries:") }
            #expect(entries.count == 3 && entries.allSatisfy { $0.hasSuffix(" 0") }, "\(summary)")
            try await bed.vm.expectToGoOn(by: 50)
        }

        /// A host comes back, and what it missed is not healed, because nobody heals: no other may go now.
        private func refuseWhileAHealIsPending(_ bed: StandingCluster) async throws {
            let cluster = bed.cluster
            let place = try await bed.vm.place()
            let stale = try #require(["h3", "h2"].first { $0 != place })
            try await cluster.setSelfHeal("off")
            try await SharedLab.lab.setPower(of: stale, .off)
            try await bed.vm.expectToGoOn(by: 50)
            try await SharedLab.lab.setPower(of: stale, .on)
            let other = try #require(SharedLab.hosts.first { $0 != stale })
            // Until its bricks are back another reason comes first.
            try await cluster.wait("the heal is the reason", within: .seconds(90)) { _ in
                let refused = try await cluster.runConnected("host", "maintenance", other)
                #expect(refused.status == 2, "\(refused.standardError)")
                return refused.standardError.contains("heal")
            }
            try await cluster.setSelfHeal("on")
        }
    }
}
