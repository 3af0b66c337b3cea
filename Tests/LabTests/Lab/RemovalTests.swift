import Foundation
import HostCommand
import LabKit
import MortarModel
import Testing

extension LabTests.SharedHostsTests {
    /// A second lab beside the shared one, made and removed again and again.
    @Suite struct RemovalTests {
        let lab: Lab

        init() throws {
            lab = Lab(try LabName("test-removal"))
        }

        static let wish = ["--hosts", "2", "--disks", "1", "--subnet", "10.97"]

        @Test(arguments: [100, 250, 400, 700, 1000, 1500, 2000, 3000])
        func downRemovesAllThatAKilledUpHasMade(_ milliseconds: Int) async throws {
            try await lab.down()
            let others = try await MachineFacts.of(SharedLab.lab).lasting
            let up = Process()
            up.executableURL = URL(filePath: try SharedLab.program("mortar-lab"))
            up.arguments = ["up", "--name", lab.name.text] + Self.wish
            up.standardError = FileHandle.nullDevice
            up.standardOutput = FileHandle.nullDevice
            try up.run()
            // The moment of death is what is varied here.
            try await Task.sleep(for: .milliseconds(milliseconds))
            kill(up.processIdentifier, SIGKILL)
            up.waitUntilExit()
            try await lab.down()
            #expect(try await MachineFacts.of(lab) == .nothing)
            #expect(try await MachineFacts.of(SharedLab.lab).lasting == others)
        }

        @Test func aLabIsWholeAgainWhereItsUpWasKilled() async throws {
            try await lab.down()
            _ = try await lab.up(LabWish(hosts: 1, disks: 1, subnet: Subnet("10.97")))
            try await lab.setPower(of: "h1", .off)
            #expect(try await lab.up().hosts.map(\.power) == [.on])
            #expect(try await lab.addHost() == "h2")
            #expect(try await lab.run(["hostname"], on: "h2").standardOutput == "h2\n")
            _ = try await lab.failDisk(nil, of: "h1")
            #expect(try await lab.down())
            #expect(try await MachineFacts.of(lab) == .nothing)
            #expect(try await !lab.down())
        }

        @Test func aSubnetInUseIsRefusedAndNothingIsLeft() async throws {
            try await lab.down()
            let failure = await #expect(throws: Failure.self) {
                _ = try await lab.up(LabWish(subnet: SharedLab.subnet))
            }
            #expect(failure?.code == .conflict)
            let bridge = InterfaceNames(try SharedLab.lab.name).bridge(.management)
            #expect(try failure?.message == "\(SharedLab.subnet).0.0/24 is in use on this machine (\(bridge)).")
            #expect(try await MachineFacts.of(lab) == .nothing)
            try await lab.down()
        }
    }
}
