import AgentAPI
import HostCommandTesting
import MortarModel
import Testing

@testable import AgentCore

@Suite struct VolumeChangesTests {
    private let bricks = (1...3).map { VolumeBrick(host: "h\($0)", directory: "/srv/b/\($0)") }
    private var names: [String] { bricks.map { "\($0.host):\($0.directory)" } }
    private var shape: VolumeShape { VolumeShape(bricks: bricks, copies: 3, hasArbiter: false, force: true) }

    /// A host whose volume `plain` has these bricks, and whose tool does what it is told.
    private func host(_ status: String? = "Started", tasks: String = "") -> ScriptedCommands {
        let host = ScriptedCommands()
        host.gluster("volume", Answers.success())
        let volumes = status.map { [Answers.volume("plain", status: $0, bricks: names)] } ?? []
        host.gluster(
            "volume info",
            Answers.success("<volInfo><volumes>\(volumes.joined())<count>\(volumes.count)</count></volumes></volInfo>"))
        host.gluster(
            "volume status plain tasks",
            Answers.success(
                "<volStatus><volumes><volume><volName>plain</volName><tasks>\(tasks)</tasks></volume></volumes></volStatus>"
            ))
        let figures = "<files>1</files><size>1</size><lookups>1</lookups><failures>0</failures><skipped>0</skipped>"
        let running = "<aggregate>\(figures)<status>1</status></aggregate>"
        host.gluster("volume rebalance plain status", Answers.success("<volRebalance>\(running)</volRebalance>"))
        return host
    }

    private func lines(_ host: ScriptedCommands, _ change: VolumeChange) async throws -> [String] {
        try await Volumes(host).change(VolumeOrder(volume: "plain", change: change))
        return host.glusterLines.filter { !$0.hasPrefix("volume info") && !$0.hasPrefix("volume status") }
    }

    @Test func createsAVolumeWithItsOptionsAndDoesNotStartIt() async throws {
        let words = names.joined(separator: " ")
        #expect(
            try await lines(host(nil), .create(shape, options: ["a.b": "c"])) == [
                "volume create plain replica 3 \(words) force", "volume set plain a.b c",
            ])
        #expect(try await lines(host("Created"), .create(shape, options: [:])) == [])
    }

    @Test func aVolumeWhoseOptionsAreRefusedIsNotLeftBehind() async throws {
        let host = host(nil)
        host.gluster("volume set", Answers.refusal("option : a.b does not exist"))
        let failure = await #expect(throws: Failure.self) {
            try await Volumes(host).change(
                VolumeOrder(volume: "plain", change: .create(shape, options: ["a.b": "c"])))
        }
        #expect(failure?.cause?.contains("option : a.b does not exist") == true)
        #expect(host.glusterLines.last == "volume delete plain")
    }

    @Test func doesNothingTwice() async throws {
        #expect(try await lines(host(), .start(force: false)) == [])
        #expect(try await lines(host(), .start(force: true)) == ["volume start plain force"])
        #expect(try await lines(host("Stopped"), .stop(force: false)) == [])
        #expect(try await lines(host(), .stop(force: true)) == ["volume stop plain force"])
        #expect(try await lines(host(), .addBricks(shape, addsCopies: false)) == [])
        let gone = [VolumeBrick(host: "h9", directory: "/x")]
        #expect(try await lines(host(), .reduce(copies: 2, without: gone)) == [])
        #expect(try await lines(host(), .commitRemoval(gone)) == [])
        #expect(try await lines(host(), .stopProfile) == [])
        #expect(try await lines(host(), .startProfile) == ["volume profile plain start"])
    }

    @Test func aRebalanceThatGoesOnIsNotBegunAgain() async throws {
        let task = "<task><type>Rebalance</type><id>t</id><status>1</status></task>"
        #expect(try await lines(host(tasks: task), .startRebalance(.balanced)) == ["volume rebalance plain status"])
        #expect(try await lines(host(), .startRebalance(.forced)) == ["volume rebalance plain start force"])
        #expect(try await lines(host(), .stopRebalance) == [])
        #expect(try await lines(host(tasks: task), .stopRebalance).last == "volume rebalance plain stop")
    }

    @Test func aBrickIsResetInOneGo() async throws {
        #expect(
            try await lines(host(), .resetBrick(bricks[0])) == [
                "volume reset-brick plain \(names[0]) start",
                "volume reset-brick plain \(names[0]) \(names[0]) commit force",
            ])
    }

    @Test func volumesThatDoNotRunHaveNoTask() async throws {
        #expect(try await Volumes(host("Stopped")).task("plain").task == nil)
        #expect(try await Volumes(host()).task("plain").task == nil)
        await #expect(throws: Failure.self) { try await Volumes(host(nil)).task("plain") }
    }

    /// A brick keeps its number when others go; what accuses bricks that are gone says nothing.
    @Test func accusationsAreByPlaceAlsoWhereNumbersAreOthers() async throws {
        let host = host()
        host.gluster("system:: uuid get", Answers.uuid("own"))
        host.answer(
            "grep",
            zip(bricks, [3, 4, 5]).map { brick, number in
                "uuid=own\nhostname=\(brick.host)\npath=\(brick.directory)\nbrick-id=plain-client-\(number)\n"
            }.joined())
        host.answer("find", "6a1b2c3d-0000-4000-8000-00000000000a\n")
        host.answer(
            "getfattr",
            """
            # file: /srv/b/1/.glusterfs/6a/1b/6a1b2c3d-0000-4000-8000-00000000000a
            trusted.afr.plain-client-4=0x000000070000000000000000
            trusted.afr.plain-client-1=0x000000070000000000000000

            """)
        let blames = try await Volumes(host).blames("plain")
        #expect(blames.first?.stale == [1: 1])
    }
}
