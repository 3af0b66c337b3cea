import BlockDeviceKit
import HostCommand
import HostCommandTesting
import Testing

@Suite struct SurveyTests {
    private func host(nodes: String..., links: String = "") throws -> ScriptedCommands {
        let commands = ScriptedCommands()
        commands.answer("lsblk", try recorded("lsblk"))
        commands.answer("wipefs --json", try recorded("wipefs"))
        let lines = nodes.map { "block special file\t/dev/\($0)\n" }.joined()
        commands.answer("stat", CommandOutput(status: 1, standardOutput: lines, standardError: "stat: cannot statx"))
        commands.answer("find /dev/disk/by-id", links)
        return commands
    }

    @Test func tellsWhatEachDeviceServesAs() async throws {
        let rules = DeviceRules(label: "mortar-brick", volumeGroupPrefix: "mortar-")
        let commands = try host(nodes: "vda", "loop0", "loop1", "loop2", "loop3")
        let survey = try await BlockDevices(commands).survey(rules)
        let own = OwnFileSystem(
            uuid: "22222222-2222-3333-4444-555555555555", path: "/dev/loop3", mountPoints: [], isOnLVM: false)
        #expect(
            Dictionary(uniqueKeysWithValues: survey.map { ($0.device.path, $0.use) }) == [
                "/dev/vda": .occupied("mounted on /"),
                "/dev/loop0": .occupied("mounted on /mnt"),
                "/dev/loop1": .occupied("has a partition table (gpt)"),
                "/dev/loop2": .occupied("swap space"),
                "/dev/loop3": .own(own),
            ])
    }

    @Test func devicesWithoutANodeInThisHostAreNotItsOwn() async throws {
        let commands = try host(nodes: "loop3")
        #expect(try await BlockDevices(commands).survey(rules).map(\.device.path) == ["/dev/loop3"])
        #expect(commands.lines.contains("wipefs --json /dev/loop3"))
    }

    @Test func oneDeviceThatCannotBeReadDoesNotHideTheOthers() async throws {
        let commands = try host(nodes: "loop0", "loop3")
        commands.fail("wipefs --json /dev/loop0 /dev/loop3", "wipefs: error: /dev/loop0: probing initialization failed")
        commands.fail("wipefs --json /dev/loop0", "wipefs: error: /dev/loop0: Input/output error")
        commands.answer("wipefs --json /dev/loop3", "")
        let marks = try await BlockDevices(commands).marks(on: ["loop0", "loop3"])
        #expect(marks.unreadable == ["loop0": "wipefs: error: /dev/loop0: Input/output error"])
        #expect(marks.signatures.isEmpty)
    }

    /// `wipefs` ends well without a word on a disk of which every sector is bad.
    @Test func aDeviceThatCannotBeReadIsNotBlank() async throws {
        let commands = try host(nodes: "loop3")
        commands.answer("wipefs --json", "")
        #expect(try await BlockDevices(commands).survey(rules).map(\.use) == [.blank])
        commands.fail("dd if=/dev/loop3", "dd: error reading '/dev/loop3': Input/output error")
        #expect(
            try await BlockDevices(commands).survey(rules).map(\.use)
                == [.occupied("cannot be read: dd: error reading '/dev/loop3': Input/output error")])
    }

    @Test func manyDevicesAreAskedAboutOneByOneAndNoneIsForgotten() async throws {
        let commands = ScriptedCommands()
        let names = (0..<11).map { "sd\(UnicodeScalar(UInt8(ascii: "b") + UInt8($0)))" }
        commands.fail("wipefs --json", "wipefs: error: probing initialization failed")
        let marks = try await BlockDevices(commands).marks(on: names)
        #expect(Set(marks.unreadable.keys) == Set(names))
    }

    @Test func anLVMThatFailsHidesOnlyItsOwnMembers() async throws {
        let commands = try host(nodes: "loop2", "loop3")
        commands.answer("wipefs --json", #"{"signatures":[{"device":"loop2","type":"LVM2_member"}]}"#)
        commands.fail("pvs", status: 5, "/run/lock/lvm: mkdir failed: Read-only file system")
        let uses = try await BlockDevices(commands).survey(rules).map(\.use)
        #expect(uses.count == 2 && uses[1] == .blank)
        guard case .occupied(let reason) = uses[0] else {
            Issue.record("\(uses[0])")
            return
        }
        #expect(reason.contains("Read-only file system"))
    }

    @Test func prefersNamesThatArePrintedOnTheDisk() async throws {
        let links = """
            wwn-0x5000c500a1b2c3d4\t../../loop3
            scsi-35000c500a1b2c3d4\t../../loop3
            ata-ST4000NM0035_ZC11ABCD\t../../loop3
            lvm-pv-uuid-abc\t../../loop3
            """
        let survey = try await BlockDevices(host(nodes: "loop3", links: links)).survey(rules)
        #expect(survey.map(\.stablePath) == ["/dev/disk/by-id/ata-ST4000NM0035_ZC11ABCD"])
        #expect(survey[0].answers(to: "/dev/loop3"))
        #expect(!survey[0].answers(to: "/dev/loop0"))
    }

    @Test func anAnswerThatCannotBeReadIsAnError() async throws {
        let commands = try host(nodes: "loop3")
        commands.answer("lsblk", #"{"blockdevices": ["#)
        await #expect(throws: BlockDeviceError.self) { try await BlockDevices(commands).survey(rules) }
    }

    @Test func wipesPartitionsBeforeTheirDisk() async throws {
        let commands = ScriptedCommands()
        commands.answer("wipefs")
        commands.answer("blockdev")
        try await BlockDevices(commands).wipe(disk(children: [disk("sdb1", kind: "part"), disk("sdb2", kind: "part")]))
        #expect(
            commands.lines == [
                "wipefs --all --quiet /dev/sdb2", "wipefs --all --quiet /dev/sdb1", "wipefs --all --quiet /dev/sdb",
                "blockdev --rereadpt /dev/sdb",
            ])
    }

    @Test func wipesNothingThatIsInUse() async throws {
        let commands = ScriptedCommands()
        let mounted = disk(children: [disk("sdb1", kind: "part", mountPoints: ["/srv"])])
        let mapped = disk(children: [disk("dm-0", kind: "lvm")])
        for device in [mounted, mapped, disk(mountPoints: ["[SWAP]"])] {
            await #expect(throws: BlockDeviceError.self) { try await BlockDevices(commands).wipe(device) }
        }
        #expect(commands.lines.isEmpty)
    }

    @Test func wipesARAIDButNotADiskBelowIt() async throws {
        let commands = ScriptedCommands()
        commands.answer("wipefs")
        try await BlockDevices(commands).wipe(disk("md0", kind: "raid1"))
        await #expect(throws: BlockDeviceError.self) {
            try await BlockDevices(commands).wipe(disk(children: [disk("md0", kind: "raid1")]))
        }
        #expect(commands.lines == ["wipefs --all --quiet /dev/md0"])
    }
}
