import AgentAPI
import BlockDeviceKit
import HostCommand
import LabKit
import MortarModel
import Testing

@testable import AgentCore

extension LabTests {
    /// Provisioning with LVM on a host that has device mapper and udev.
    @Suite(.ownMachines) struct ThinBrickTests {
        private let id = ThinBricks.newID()

        @Test func aBrickOnASingleDiskIsAlignedTo256KiBAndLeavesABlankDevice() async throws {
            try await EmulatedHost.withOne { host in
                let device = try await host.addDisk(serial: "D1", size: .gibibytes(8))
                let thin = ThinBricks(on: host)
                let request = BrickRequest(id: id, device: device)
                let facts = try await thin.bricks.make(request)
                #expect(facts.provisioning == "lvm-thin" && facts.isMounted && facts.size > .gibibytes(7))
                // LVM leaves its own 1 MiB free before the data, a multiple of what it is asked for.
                let layers = try await thin.layers(of: id)
                #expect(layers == ThinBricks.Layers(dataStart: 1 << 20, chunk: 256 << 10, zeroes: false))
                // XFS follows the pool's chunks.
                #expect(try await thin.fileSystem(of: id) == "inode 512, names 8192, stripe 64 x 64 blocks")
                #expect(try await thin.bricks.make(request) == facts)

                try await thin.bricks.remove(id)
                #expect(try await thin.use(of: device) == .blank)
                #expect(try await thin.mapped() == "No devices found\n")
            }
        }

        @Test func raidAlignmentReachesMkfsWhateverTheLettersCase() async throws {
            try await EmulatedHost.withOne { host in
                let thin = ThinBricks(on: host)
                let sizes = EmulatedHost.WriteSizes(least: 256 << 10, best: 2560 << 10)
                let told = try await host.addDisk(serial: "R1", size: .gibibytes(8), sizes: sizes)
                _ = try await thin.bricks.make(BrickRequest(id: id, device: told))
                var layers = try await thin.layers(of: id)
                #expect(layers == ThinBricks.Layers(dataStart: 2560 << 10, chunk: 2560 << 10, zeroes: false))
                #expect(try await thin.fileSystem(of: id) == "inode 512, names 8192, stripe 64 x 640 blocks")

                let other = ThinBricks.newID()
                let silent = try await host.addDisk(serial: "R2", size: .gibibytes(8))
                let stripe = try StripeGeometry(parsing: "128KIB X 24")
                _ = try await thin.bricks.make(BrickRequest(id: other, device: silent, stripe: stripe))
                layers = try await thin.layers(of: other)
                #expect(layers == ThinBricks.Layers(dataStart: 3 << 20, chunk: 3 << 20, zeroes: false))
                #expect(try await thin.fileSystem(of: other) == "inode 512, names 8192, stripe 32 x 768 blocks")
            }
        }

        /// Where an attempt can be interrupted: nothing but the group, no volume in the pool. Each time under the same name:
        /// neither LVM nor udev holds on to the one before.
        @Test func whatAnInterruptedAttemptLeftIsFinishedOrRemoved() async throws {
            try await EmulatedHost.withOne { host in
                let device = try await host.addDisk(serial: "D1", size: .gibibytes(8))
                let thin = ThinBricks(on: host)
                for withPool in [false, true] {
                    try await thin.begin(id, on: device, withPool: withPool)
                    try await thin.bricks.remove(id)
                    #expect(try await thin.use(of: device) == .blank)
                }
                try await thin.begin(id, on: device, withPool: true)
                let facts = try await thin.bricks.make(BrickRequest(id: id, device: device))
                #expect(facts.isMounted && facts.provisioning == "lvm-thin")
            }
        }

        /// The system is up before its bricks are: nothing but glusterd waits for them.
        private func waitForMount(of id: BrickID, on host: EmulatedHost) async throws {
            let end = ContinuousClock.now + .seconds(90)
            while try await host.commands.run(Command("mountpoint", ["-q", BrickLayout.mountPoint(id)])).status != 0 {
                try #require(ContinuousClock.now < end, "the brick is not mounted 90 s after the boot")
                try await Task.sleep(for: .milliseconds(500))
            }
        }

        @Test func aBrickIsMountedAfterAPowerLossAndByTheAgentWhereItIsNot() async throws {
            try await EmulatedHost.withOne { host in
                let device = try await host.addDisk(serial: "D1", size: .gibibytes(8))
                let thin = ThinBricks(on: host)
                let facts = try await thin.bricks.make(BrickRequest(id: id, device: device))
                let files = HostFiles(host.commands)
                try await files.write("kept", to: facts.directory + "/file")
                try await host.losePower()
                try await waitForMount(of: id, on: host)
                #expect(try await files.read(facts.directory + "/file") == "kept")

                try await host.commands.output(of: Command("umount", [BrickLayout.mountPoint(id)]))
                try await host.commands.output(of: Command("vgchange", ["-an", BrickLayout.volumeGroup(id)]))
                #expect(try await thin.bricks.mountMissing() == [id])
                #expect(try await files.read(facts.directory + "/file") == "kept")
            }
        }
    }
}
