import Foundation
import HostCommand
import LabKit
import MortarClient
import MortarModel
import OVirtAPI
import Testing

extension LabTests.StandingClusterTests {
    /// A VM that writes all the time and moves from host to host, whatever fails on the way.
    @Suite(.serialized) struct MigrationTests {
        private static let moves = SharedLab.isThorough ? 20 : 1

        @Test func aVMThatWritesMovesAndLosesNothing() async throws {
            let bed = try StandingCluster.current
            try await bed.expectQEMUsKeyOpensNoLibvirt()
            try await moveInARow(bed)
            try await cancel(bed)
            try await killTheOldHostsAgent(bed)
            try await loseTheNewHost(bed)
            try await switchAccess(bed)
            try await loseTheFirstVolfileServer(bed)
        }

        private func moveInARow(_ bed: StandingCluster) async throws {
            try await bed.letMigrationsTake("0")
            for number in 1...Self.moves {
                let old = try await bed.vm.place()
                let began = ContinuousClock.now
                try await bed.cluster.mortar("vm", "migrate", bed.vm.name)
                print("migration \(number): \(ContinuousClock.now - began); \(try await bed.lastMigration())")
                #expect(try await bed.vm.place() != old)
                try await bed.expectOneProcess()
                try await bed.vm.expectToGoOn(by: 50)
            }
        }

        private func cancel(_ bed: StandingCluster) async throws {
            let old = try await bed.vm.place()
            let output = try await bed.migrateSlowly(to: nil) {
                try await bed.cluster.mortar("vm", "cancel-migration", bed.vm.name)
            }
            #expect(output.status != 0 && output.standardError.contains("was cancelled"), "\(output.standardError)")
            #expect(try await bed.vm.place() == old)
            try await bed.expectOneProcess()
            try await bed.vm.expectToGoOn(by: 50)
        }

        /// libvirt goes on without the agent, and the engine finds out.
        private func killTheOldHostsAgent(_ bed: StandingCluster) async throws {
            let old = try await bed.vm.place()
            let output = try await bed.migrateSlowly(to: nil, taking: "56") {
                let kill = Command("systemctl", ["kill", "--signal=KILL", "mortar-agent.service"])
                try await SharedLab.commands(on: old).output(of: kill)
            }
            #expect(output.status == 0, "\(output.standardError)")
            #expect(try await bed.vm.place() != old)
            try await bed.expectOneProcess()
            try await bed.vm.expectToGoOn(by: 50)
        }

        private func loseTheNewHost(_ bed: StandingCluster) async throws {
            let old = try await bed.vm.place()
            let new = old == "h3" ? "h2" : "h3"
            var lost = ContinuousClock.now
            let output = try await bed.migrateSlowly(to: new) {
                try await SharedLab.lab.setPower(of: new, .off)
                lost = .now
            }
            print("new host lost: told after \(ContinuousClock.now - lost): \(output.standardError)")
            #expect(output.status != 0)
            #expect(try await bed.vm.place() == old)
            try await bed.vm.expectToGoOn(by: 50)
            try await SharedLab.lab.setPower(of: new, .on)
            try await bed.cluster.wait("\(new) is up", within: .seconds(60)) { client in
                try await client.find(HostRepresentation.self, called: new, kind: "host").status == "up"
            }
            try await bed.expectOneProcess()
        }
    }
}
