import AgentAPI
import BlockDeviceKit
import HostCommand
import HostCommandTesting
import MortarModel
import Testing

@testable import AgentCore

@Suite struct BrickRemovalTests {
    private let id = BrickID(rawValue: "11111111-2222-3333-4444-555555555555")

    private func host(hasBrick: Bool = true) -> ScriptedCommands {
        let unit = BrickLayout.unit(id)
        let host = ScriptedCommands(
            files: hasBrick
                ? [
                    "/etc/systemd/system/\(unit.name)": unit.text, "\(unit.mountPoint)/brick": "",
                    "/var/lib/glusterd/glusterd.info": "",
                ] : [:])
        host.answer("stat --dereference", "block special file\t/dev/sdb\n")
        host.answer("find /dev/disk/by-id")
        host.answer(
            "lsblk",
            """
            {"blockdevices":[{"kname":"sdb","path":"/dev/sdb","type":"disk","size":8589934592,"ro":false,"rota":true,
            "rm":false,"model":null,"serial":null,"tran":null,"parttype":null,"mountpoints":[null]}]}
            """)
        let signature = #"{"signatures":[{"device":"sdb","type":"xfs","uuid":"\#(id)","label":"mortar-brick"}]}"#
        host.answer("wipefs --json", hasBrick ? signature : "")
        host.answer("findmnt", "\(unit.mountPoint)\n")
        let mount = #"{"target":"\#(unit.mountPoint)","source":"/dev/sdb","fstype":"xfs","options":"rw"}"#
        host.answer("findmnt --json", #"{"filesystems":[\#(hasBrick ? mount : "")]}"#)
        host.gluster("system:: uuid get", Answers.uuid("own"))
        for program in ["systemctl", "wipefs --all", "umount", "rmdir"] { host.answer(program) }
        return host
    }

    private func remove(_ host: ScriptedCommands) async throws {
        try await Bricks(host, devices: HostDevices(host)).remove(id)
    }

    private func changes(_ host: ScriptedCommands) -> [String] {
        host.lines.filter { line in
            ["umount", "systemctl", "wipefs --all", "rmdir"].contains { line.hasPrefix($0) }
        }
    }

    @Test func unmountsAndLeavesTheDeviceBlank() async throws {
        let host = host()
        host.gluster("volume info", Answers.volumes())
        try await remove(host)
        let unit = BrickLayout.unit(id)
        #expect(
            changes(host) == [
                "umount \(unit.mountPoint)", "systemctl disable --quiet \(unit.name)", "systemctl daemon-reload",
                "systemctl reset-failed \(unit.name)", "wipefs --all --quiet /dev/sdb", "rmdir -- \(unit.mountPoint)",
            ])
        #expect(host.files["/etc/systemd/system/\(unit.name)"] == nil)
    }

    @Test func aDeviceOfAnInterruptedRemovalIsBlankedByTheNextOne() async throws {
        let host = host()
        host.gluster("volume info", Answers.volumes())
        host.answer("wipefs --json", #"{"signatures":[{"device":"sdb","type":"LVM2_member"}]}"#)
        host.answer("pvs", #"{"report":[{"pv":[{"pv_name":"/dev/sdb","vg_name":"\#(BrickLayout.volumeGroup(id))"}]}]}"#)
        host.answer("vgs", #"{"report":[{"vg":[{"vg_name":"\#(BrickLayout.volumeGroup(id))"}]}]}"#)
        host.answer("vgchange")
        host.fail("wipefs --all", "wipefs: error: /dev/sdb: probing initialization failed: Device or resource busy")
        await #expect(throws: Failure.self) { try await remove(host) }
        host.answer("wipefs --all")
        host.forget()
        try await remove(host)
        #expect(host.lines.contains("wipefs --all --quiet /dev/sdb"))
    }

    @Test func refusesWhileAVolumeUsesIt() async throws {
        let host = host()
        let bricks = ["h1:\(BrickLayout.directory(id))"]
        host.gluster("volume info", Answers.volumes(Answers.volume("data-1", status: "Stopped", bricks: bricks)))
        let failure = await #expect(throws: Failure.self) { try await remove(host) }
        #expect(failure?.code == .conflict)
        #expect(failure?.objects == ["volume data-1"])
        #expect(changes(host).isEmpty)
    }

    @Test func theSameDirectoryOnAnotherHostIsAnotherBrick() async throws {
        let host = host()
        let bricks = ["h2:\(BrickLayout.directory(id))"]
        let volume = Answers.volume("data-1", status: "Started", bricks: bricks, hostUUID: "other")
        host.gluster("volume info", Answers.volumes(volume))
        try await remove(host)
        #expect(!changes(host).isEmpty)
    }

    @Test func refusesWhenTheVolumesCannotBeAsked() async throws {
        let host = host()
        host.answer(
            "gluster --mode=script --xml volume info", CommandOutput(status: 1, standardOutput: "Connection failed."))
        let failure = await #expect(throws: Failure.self) { try await remove(host) }
        #expect(failure?.code == .toolFailed)
        #expect(changes(host).isEmpty)
    }

    /// Its folder answers with an error, and its device is not there any more.
    @Test func aBrickWhoseDiskWasPulledIsUnmounted() async throws {
        let host = host()
        host.gluster("volume info", Answers.volumes())
        host.answer("lsblk", #"{"blockdevices":[]}"#)
        host.answer("stat --dereference")
        let folder = BrickLayout.mountPoint(id)
        host.answer("test -e \(folder)", CommandOutput(status: 1), CommandOutput(status: 0))
        try await remove(host)
        #expect(changes(host).contains("umount \(folder)"))
        #expect(changes(host).last == "rmdir -- \(folder)")
    }

    @Test func removingWhatDoesNotExistSucceeds() async throws {
        let host = host(hasBrick: false)
        try await remove(host)
        #expect(changes(host).isEmpty)
    }
}
