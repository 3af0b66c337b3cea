import AgentAPI
import HostCommand
import HostCommandTesting
import Logging
import MortarModel
import Testing

@testable import AgentCore

@Suite struct VolumeMountsTests {
    private let request = MountRequest(volume: "data-1", servers: ["h1", "h2", "h3"])
    private let unit = #"var-lib-mortar-mounts-data\x2d1.mount"#
    private let mounted = CommandOutput(
        status: 0,
        standardOutput: #"{"filesystems":[{"target":"/var/lib/mortar/mounts/data-1","source":"h1:/data-1","#
            + #""fstype":"fuse.glusterfs","options":"rw"}]}"#)
    private let nothing = CommandOutput(status: 1)

    private func host(_ mounts: CommandOutput...) -> ScriptedCommands {
        let host = ScriptedCommands()
        host.answer("findmnt", mounts)
        for program in ["systemctl", "umount", "rmdir", "stat"] { host.answer(program) }
        return host
    }

    @Test func systemdMountsItSoThatItOutlivesTheAgent() async throws {
        let host = host(nothing, mounted)
        try await VolumeMounts(host).mount(request)
        let text = try #require(host.files["/etc/systemd/system/\(unit)"])
        #expect(text.contains("What=h1:/data-1\n"))
        #expect(text.contains("Options=_netdev,backup-volfile-servers=h2:h3\n"))
        #expect(text.contains("After=network-online.target glusterd.service\n"))
        #expect(text.contains("Wants=network-online.target\n"))
        #expect(host.lines.contains("systemctl start \(unit)"))
        #expect(!host.lines.contains { $0.hasPrefix("mount") })
    }

    @Test func aMountThatAnswersStays() async throws {
        let host = host(mounted)
        try await VolumeMounts(host).mount(request)
        #expect(!host.lines.contains { $0.hasPrefix("systemctl start") || $0.hasPrefix("umount") })
    }

    @Test func aMountWhoseClientDiedIsMadeAgain() async throws {
        let host = host(mounted, mounted)
        host.fail("stat", "stat: cannot read file system information: Transport endpoint is not connected")
        try await VolumeMounts(host).mount(request)
        #expect(host.lines.contains("umount --lazy /var/lib/mortar/mounts/data-1"))
        #expect(host.lines.contains("systemctl start \(unit)"))
    }

    @Test func aFailureCarriesTheMountsOwnWords() async throws {
        let host = host(nothing)
        host.answer("systemctl reset-failed", CommandOutput(status: 1))
        host.fail("systemctl start", "Job failed. See \"journalctl -xe\" for details.")
        host.answer("journalctl", "Mount failed. Check the log file for more details.\n")
        let failure = await #expect(throws: Failure.self) { try await VolumeMounts(host).mount(request) }
        #expect(failure?.cause?.contains("Mount failed.") == true)
        #expect(host.files.isEmpty, "a mount that never came up leaves no unit")
    }

    @Test func aMountOfEarlierKeepsItsUnitWhenItDoesNotComeUpNow() async throws {
        let host = host(mounted, nothing)
        let mounts = VolumeMounts(host)
        try await mounts.mount(request)
        host.fail("systemctl start", "Job failed.")
        host.answer("journalctl")
        await #expect(throws: Failure.self) { try await mounts.mount(request) }
        #expect(host.files.keys.contains("/etc/systemd/system/\(unit)"))
    }

    @Test func unmountingTwiceSucceeds() async throws {
        let host = host(mounted, nothing)
        let mounts = VolumeMounts(host)
        try await mounts.unmount("data-1")
        try await mounts.unmount("data-1")
        #expect(host.lines.count { $0.hasPrefix("umount") } == 1)
    }

    @Test(arguments: ["", "../etc", "a b", "a/b", "x%n"])
    func refusesNamesThatAreNoVolumes(_ name: String) async throws {
        let failure = await #expect(throws: Failure.self) {
            try await VolumeMounts(host(nothing)).mount(MountRequest(volume: name, servers: ["h1"]))
        }
        #expect(failure?.code == .invalid)
    }

    @Test func onlyMountPointsOfOursAreVolumes() {
        #expect(MountLayout.volume(mountedOn: "/var/lib/mortar/mounts/data-1") == "data-1")
        #expect(MountLayout.volume(mountedOn: "/var/lib/mortar/mounts/a/b") == nil)
        #expect(MountLayout.volume(mountedOn: "/mnt/data-1") == nil)
    }
}
