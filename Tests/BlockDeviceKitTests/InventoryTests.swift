import BlockDeviceKit
import HostCommand
import HostCommandTesting
import Testing

/// Devices that are made of others.
@Suite struct InventoryTests {
    private func device(_ name: String, _ type: String, wwn: String = "null", children: String = "") -> String {
        """
        {"kname":"\(name)","path":"/dev/\(name)","type":"\(type)","size":8589934592,"ro":false,"rota":true,"rm":false,
        "model":"DISK","serial":"1","wwn":\(wwn),"tran":"sas","parttype":null,"mountpoints":[null],
        "children":[\(children)]}
        """
    }

    private func host(_ devices: String..., nodes: String...) -> ScriptedCommands {
        let commands = ScriptedCommands()
        commands.answer("lsblk", #"{"blockdevices":[\#(devices.joined(separator: ","))]}"#)
        commands.answer("stat", nodes.map { "block special file\t/dev/\($0)\n" }.joined())
        commands.answer("find /dev/disk/by-id")
        commands.answer("wipefs --json")
        return commands
    }

    @Test func tellsTheWorldWideName() async throws {
        let commands = host(
            device("sdb", "disk", wwn: #""0x5000c500a1b2c3d4""#), device("sdc", "disk"), nodes: "sdb", "sdc")
        let survey = try await BlockDevices(commands).survey(rules)
        #expect(survey.map(\.device.wwn) == ["0x5000c500a1b2c3d4", nil])
    }

    /// `lsblk` tells it below each of its members.
    @Test func aRAIDIsADeviceOnceAndItsMembersAreInUse() async throws {
        let raid = device("md0", "raid6")
        let commands = host(
            device("sdb", "disk", children: raid), device("sdc", "disk", children: raid), nodes: "sdb", "sdc", "md0")
        let survey = try await BlockDevices(commands).survey(rules)
        #expect(survey.map(\.device.path) == ["/dev/sdb", "/dev/md0", "/dev/sdc"])
        let member = DeviceUse.occupied("used by /dev/md0 (raid6)")
        #expect(survey.map(\.use) == [member, .blank, member])
    }

    @Test func saysHowToTakeALocalDiskBackFromMultipath() async throws {
        let commands = host(device("sdb", "disk", children: device("dm-0", "mpath")), nodes: "sdb")
        commands.answer("cat -- /sys/block/dm-0/dm/uuid", "mpath-35000c500a1b2c3d4\n")
        let survey = try await BlockDevices(commands).survey(rules)
        let advice =
            #"run “printf 'blacklist {\n wwid "35000c500a1b2c3d4"\n}\n' >> /etc/multipath/conf.d/mortar.conf”, "#
            + "“systemctl reload multipathd” and “multipath -f dm-0”"
        #expect(
            survey.map(\.use) == [
                .occupied("a path of the multipath device /dev/dm-0, which has no other path: \(advice)")
            ])
    }

    @Test func aDiskWithSeveralPathsIsMultipathsByRight() async throws {
        let mapped = device("dm-0", "mpath")
        let commands = host(
            device("sdb", "disk", children: mapped), device("sdc", "disk", children: mapped), nodes: "sdb", "sdc")
        commands.answer("cat -- /sys/block/dm-0/dm/uuid", "mpath-35000c500a1b2c3d4\n")
        let use = DeviceUse.occupied("a path of the multipath device /dev/dm-0, which has 2 paths")
        #expect(try await BlockDevices(commands).survey(rules).map(\.use) == [use, use])
    }

    @Test func anUnknownWWIDHidesNothing() async throws {
        let commands = host(device("sdb", "disk", children: device("dm-0", "mpath")), nodes: "sdb")
        commands.answer("cat", CommandOutput(status: 1, standardError: "cat: No such file or directory"))
        guard case .occupied(let reason) = try await BlockDevices(commands).survey(rules)[0].use else {
            Issue.record("a disk in use was taken for blank")
            return
        }
        #expect(reason.contains("blacklist the disk in /etc/multipath/conf.d/mortar.conf"))
    }
}
