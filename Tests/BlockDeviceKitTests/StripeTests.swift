import HostCommand
import HostCommandTesting
import Testing

@testable import BlockDeviceKit

@Suite struct StripeTests {
    @Test func aStripeIsReadFromADevicesSizes() throws {
        #expect(try Stripe(minimumSize: 256 << 10, optimalSize: 2560 << 10) == Stripe(unit: 256 << 10, count: 10))
        #expect(try Stripe(minimumSize: 64 << 10, optimalSize: 128 << 10) == Stripe(unit: 64 << 10, count: 2))
    }

    /// A disk, a disk of 4 KiB sectors, flash with large pages, a USB bridge's longest transfer, equal sizes, no multiple, a unit that
    /// is no power of two, a stripe larger than any chunk, one that is no multiple of 64 KiB.
    @Test(
        arguments: [
            (512, 0), (4096, 0), (4096, 131_072), (512, 33_553_920), (262_144, 262_144), (262_144, 400_000),
            (98_304, 196_608), (1 << 30, 4 << 30), (16_384, 49_152), (0, 0), (-4096, 4096),
        ] as [(Int64, Int64)])
    func sizesThatMeanSomethingElseAreNotTrusted(_ minimum: Int64, _ optimal: Int64) {
        #expect(Stripe(minimumSize: minimum, optimalSize: optimal) == nil)
    }

    @Test(arguments: [(0, 4), (1000, 4), (256 << 10, 0), (256 << 10, 1000), (4096, 3), (1 << 30, 2)] as [(Int64, Int)])
    func refusesWhatToolsCannotFollow(_ unit: Int64, _ count: Int) {
        #expect(throws: BlockDeviceError.self) { try Stripe(unit: unit, count: count) }
    }

    @Test func reachesTheVolumeGroupThePoolAndTheFileSystem() async throws {
        let commands = ScriptedCommands()
        commands.answer("vgs", #"{"report":[{"vg":[]}]}"#)
        commands.answer("lvs", #"{"report":[{"lv":[]}]}"#)
        commands.answer("lvs --reportformat json --units", #"{"report":[{"lv":[{"lv_size":"8556380160"}]}]}"#)
        for program in ["vgcreate", "lvcreate", "mkfs.xfs"] { commands.answer(program) }
        let stripe = try Stripe(unit: 256 << 10, count: 10)
        try await ThinVolume(commands).make(group: "own-u1", device: "/dev/sdb", size: 8 << 30, stripe: stripe)
        try await XFS(commands).make(on: "/dev/own-u1/brick", uuid: "u1", label: "own", stripe: stripe)
        #expect(commands.lines.contains("vgcreate --dataalignment 2560K own-u1 /dev/sdb"))
        let pool = try #require(commands.lines.first { $0.hasPrefix("lvcreate --type thin-pool") })
        #expect(pool.contains("--chunksize 2560K"))
        #expect(commands.lines.contains { $0.hasPrefix("mkfs.xfs") && $0.contains("-d su=262144,sw=10 ") })
    }
}
