import AgentAPI
import HostCommand
import HostCommandTesting
import Logging
import MortarModel
import Testing

@testable import AgentCore

@Suite struct MissingMountsTests {
    private let id = BrickID(rawValue: "11111111-2222-3333-4444-555555555555")
    private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private func host(brickIsOnline: Bool) -> ScriptedCommands {
        let host = ScriptedCommands()
        host.answer("grep", CommandOutput(status: 1))
        host.answer("findmnt", CommandOutput(status: 1))
        host.answer(
            "grep --no-filename --include=*.mount -r ^Where=/var/lib/mortar/bricks",
            "Where=\(BrickLayout.mountPoint(id))\n")
        host.answer("stat --dereference", "block special file\t/dev/sdb\n")
        host.answer("find /dev/disk/by-id")
        host.answer(
            "lsblk",
            """
            {"blockdevices":[{"kname":"sdb","path":"/dev/sdb","type":"disk","size":8589934592,"ro":false,"rota":true,
            "rm":false,"model":null,"serial":null,"tran":null,"parttype":null,"mountpoints":[null]}]}
            """)
        host.answer(
            "wipefs --json",
            #"{"signatures":[{"device":"sdb","type":"xfs","uuid":"\#(id)","label":"mortar-brick"}]}"#)
        host.answer("mount")
        host.gluster("system:: uuid get", Answers.uuid("own"))
        host.gluster(
            "volume status all detail",
            Answers.status(
                volume: "data-1", host: "h1", directory: BrickLayout.directory(id), isOnline: brickIsOnline))
        host.gluster("volume start", Answers.success())
        return host
    }

    private func restore(_ host: ScriptedCommands) async throws {
        let bricks = Bricks(host, devices: HostDevices(host))
        let missing = MissingMounts(host, bricks: bricks, volumes: VolumeMounts(host), logger: logger)
        try await missing.restore(pause: .milliseconds(10))
    }

    @Test func mountsAMissingBrickBeforeItStartsItsProcess() async throws {
        let host = host(brickIsOnline: false)
        try await restore(host)
        let changes = host.lines.filter { $0.hasPrefix("mount") || $0.contains("volume start") }
        #expect(
            changes == [
                "mount -t xfs -o noatime,inode64 /dev/sdb \(BrickLayout.mountPoint(id))",
                "gluster --mode=script --xml volume start data-1 force",
            ])
    }

    @Test func aBrickThatRunsIsLeftAlone() async throws {
        let host = host(brickIsOnline: true)
        try await restore(host)
        #expect(!host.lines.contains { $0.contains("volume start") })
    }

    @Test func waitsForGlusterAndStartsTheBrickThen() async throws {
        let host = host(brickIsOnline: false)
        host.answer(
            "gluster --mode=script --xml system:: uuid get",
            CommandOutput(status: 1, standardOutput: "Connection failed."),
            CommandOutput(status: 0, standardOutput: Answers.uuid("own")))
        try await restore(host)
        #expect(host.lines.contains { $0.contains("volume start data-1 force") })
    }

    @Test func aHostWithoutBricksAsksGlusterNothing() async throws {
        let host = host(brickIsOnline: false)
        host.answer(
            "grep --no-filename --include=*.mount -r ^Where=/var/lib/mortar/bricks", CommandOutput(status: 1))
        try await restore(host)
        #expect(host.glusterLines.isEmpty)
    }

    @Test func triesAVolumeUntilItIsMounted() async throws {
        let host = ScriptedCommands()
        host.answer("grep", CommandOutput(status: 1))
        host.answer(
            "grep --no-filename --include=*.mount -r ^Where=/var/lib/mortar/mounts",
            "Where=/var/lib/mortar/mounts/data-1\n")
        host.answer("findmnt", CommandOutput(status: 1))
        host.answer("journalctl")
        host.answer("systemctl start", CommandOutput(status: 1, standardError: "Job failed."), CommandOutput(status: 0))
        try await restore(host)
        #expect(host.lines.count { $0.hasPrefix("systemctl start") } == 2)
    }
}
