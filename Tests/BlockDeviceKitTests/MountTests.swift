import HostCommand
import HostCommandTesting
import Testing

@testable import BlockDeviceKit

@Suite struct MountTests {
    private let unit = MountUnit(
        description: "Brick", source: "/dev/disk/by-uuid/u-1", mountPoint: "/var/lib/own/u-1", type: "xfs",
        options: ["noatime", "inode64", "nofail"], before: ["glusterd.service"])
    private let unitPath = #"/etc/systemd/system/var-lib-own-u\x2d1.mount"#

    @Test(arguments: [
        ("/", "-"), ("/a/b", "a-b"), ("//a///b/", "a-b"), ("/a-b", #"a\x2db"#), ("/a/.hid", "a-.hid"),
        ("/.hid", #"\x2ehid"#), ("/a//b_c.d/é x/.hid", #"a-b_c.d-\xc3\xa9\x20x-.hid"#), ("/a:b", "a:b"),
    ])
    func escapesPathsAsSystemdDoes(_ path: String, _ escaped: String) {
        #expect(UnitName.escaped(path: path) == escaped)
    }

    @Test func writesTheUnit() {
        #expect(unit.name == #"var-lib-own-u\x2d1.mount"#)
        #expect(
            unit.text == """
                [Unit]
                Description=Brick
                Before=glusterd.service

                [Mount]
                What=/dev/disk/by-uuid/u-1
                Where=/var/lib/own/u-1
                Type=xfs
                Options=noatime,inode64,nofail

                [Install]
                WantedBy=multi-user.target

                """)
    }

    @Test func installingAgainWritesNothing() async throws {
        let commands = ScriptedCommands()
        commands.answer("systemctl")
        let mounts = Mounts(commands)
        try await mounts.install(unit)
        #expect(commands.files == [unitPath: unit.text])
        #expect(commands.lines == ["systemctl daemon-reload", "systemctl enable --quiet \(unit.name)"])
        commands.forget()
        try await mounts.install(unit)
        #expect(commands.lines == ["systemctl enable --quiet \(unit.name)"])
    }

    @Test func uninstallingTwiceSucceeds() async throws {
        let commands = ScriptedCommands(files: [unitPath: unit.text])
        commands.answer("systemctl")
        let mounts = Mounts(commands)
        try await mounts.uninstall(mountPoint: unit.mountPoint)
        try await mounts.uninstall(mountPoint: unit.mountPoint)
        #expect(commands.files.isEmpty)
        #expect(
            commands.lines == [
                "systemctl disable --quiet \(unit.name)", "systemctl daemon-reload",
                "systemctl reset-failed \(unit.name)",
            ])
    }

    @Test func mountsWithTheUnitsOptionsButSystemdsOwn() async throws {
        let commands = ScriptedCommands()
        commands.answer("mount")
        var network = unit
        network.options += ["_netdev", "x-systemd.mount-timeout=90"]
        try await Mounts(commands).mount(network, device: "/dev/sdb")
        #expect(commands.lines == ["mount -t xfs -o noatime,inode64 /dev/sdb /var/lib/own/u-1"])
    }

    @Test func readsMountsAndTellsNoneFromAFailure() async throws {
        let commands = ScriptedCommands()
        commands.answer("findmnt", try recorded("findmnt"))
        let mounts = Mounts(commands)
        let expected = Mount(
            mountPoint: "/mnt", source: "/dev/loop0", type: "xfs",
            options: "rw,relatime,inode64,logbufs=8,logbsize=32k,noquota", size: 2_080_374_784, free: 2_032_025_600)
        #expect(try await mounts.listWithSpace(types: ["xfs"]) == [expected])
        commands.answer("findmnt", CommandOutput(status: 1))
        #expect(try await mounts.list(types: ["xfs"]).isEmpty)
        commands.fail("findmnt", "findmnt: can't read /proc/self/mountinfo")
        await #expect(throws: CommandFailure.self) { try await mounts.list(types: ["xfs"]) }
    }

    @Test func unmountsWhatIsMountedOnly() async throws {
        let commands = ScriptedCommands()
        commands.answer("findmnt", CommandOutput(status: 0, standardOutput: "/b\n"), CommandOutput(status: 1))
        commands.answer("umount")
        try await Mounts(commands).unmount("/b")
        try await Mounts(commands).unmount("/b")
        #expect(commands.lines.filter { $0.hasPrefix("umount") } == ["umount /b"])
    }
}
