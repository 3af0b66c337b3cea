import HostCommand
import HostCommandTesting
import Testing

@testable import BlockDeviceKit

@Suite struct FileSystemTests {
    @Test func makesXFSWithoutForce() async throws {
        let commands = ScriptedCommands()
        commands.answer("mkfs.xfs")
        try await XFS(commands).make(on: "/dev/sdb", uuid: "u1", label: "own-label")
        #expect(commands.lines == ["mkfs.xfs -q -K -i size=512 -n size=8192 -m uuid=u1 -L own-label /dev/sdb"])
    }

    @Test func tellsAnInterruptedFileSystemFromAFinishedOne() async throws {
        let commands = ScriptedCommands()
        commands.answer("xfs_db", "inprogress = 0\n")
        #expect(try await XFS(commands).isHalfMade("/dev/sdb") == false)
        commands.answer("xfs_db", "inprogress = 1\n")
        #expect(try await XFS(commands).isHalfMade("/dev/sdb"))
        commands.answer("xfs_db", "xfs_db: cannot init perag data")
        await #expect(throws: BlockDeviceError.self) { try await XFS(commands).isHalfMade("/dev/sdb") }
    }

    @Test func poolMetadataFollowsTheDevicesSize() {
        #expect(ThinVolume.metadataSize(for: 1 << 30) == 8 << 20)
        #expect(ThinVolume.metadataSize(for: 100 << 30) == 536_870_912)
        #expect(ThinVolume.metadataSize(for: 1 << 40) == 16 << 30)
    }

    @Test func withoutDeviceMapperThereAreNoThinVolumes() async throws {
        #expect(try await ThinVolume(ScriptedCommands()).isPossible() == false)
        let mapper = ScriptedCommands(files: ["/dev/mapper/control": ""])
        #expect(try await ThinVolume(mapper).isPossible() == false)
        mapper.answer("dmsetup version", "Library version: 1.02.185")
        #expect(try await ThinVolume(mapper).isPossible())
    }

    @Test func makesOnlyWhatIsMissingOfAThinVolume() async throws {
        let commands = ScriptedCommands()
        commands.answer("vgs", #"{"report":[{"vg":[{"vg_name":"own-u1"}]}]}"#)
        commands.answer("lvs", #"{"report":[{"lv":[]}]}"#)
        commands.answer("lvs --reportformat json --units", #"{"report":[{"lv":[{"lv_size":"8556380160"}]}]}"#)
        commands.answer("lvcreate")
        try await ThinVolume(commands).make(group: "own-u1", device: "/dev/sdb", size: 8 << 30)
        let made = commands.lines.filter { $0.hasPrefix("lvcreate") || $0.hasPrefix("vgcreate") }
        #expect(
            made == [
                "lvcreate --type thin-pool --name pool --extents 100%FREE --chunksize 256K --poolmetadatasize 40M"
                    + " --zero n own-u1",
                "lvcreate --thin --virtualsize 8556380160b --name brick --thinpool pool own-u1",
            ])
    }

    /// What is left of an interrupted removal must be found again.
    @Test func lettingGoOfADeviceRemovesNothing() async throws {
        let commands = ScriptedCommands()
        commands.answer("vgs", #"{"report":[{"vg":[{"vg_name":"own-u1"}]}]}"#)
        commands.answer("vgchange")
        try await ThinVolume(commands).deactivate(group: "own-u1")
        #expect(commands.lines.filter { !$0.hasPrefix("vgs") } == ["vgchange --activate n own-u1"])
        commands.answer("vgs", #"{"report":[{"vg":[]}]}"#)
        commands.forget()
        try await ThinVolume(commands).deactivate(group: "own-u1")
        #expect(commands.lines.filter { !$0.hasPrefix("vgs") }.isEmpty)
    }
}
