import AgentAPI
import HostCommandTesting
import MortarModel
import Testing

@testable import AgentCore

@Suite struct VolumesTests {
    private let bricks = ["h1:/b/1/brick", "h2:/b/2/brick", "h3:/b/3/brick"]
    private var request: VolumeRequest {
        VolumeRequest(
            name: "data-1", redundancy: .threeCopies,
            bricks: (1...3).map { VolumeBrick(host: "h\($0)", directory: "/b/\($0)/brick") },
            options: ["features.shard": "on", "cluster.choose-local": "on"])
    }

    @Test func createsSetsAndStarts() async throws {
        let host = ScriptedCommands()
        host.gluster("volume", Answers.success())
        host.gluster("volume info", Answers.volumes())
        try await Volumes(host).make(request)
        #expect(
            host.glusterLines == [
                "volume info all", "volume create data-1 replica 3 h1:/b/1/brick h2:/b/2/brick h3:/b/3/brick",
                "volume set data-1 cluster.choose-local on features.shard on", "volume start data-1",
            ])
    }

    @Test func doesOnlyWhatIsMissing() async throws {
        let host = ScriptedCommands()
        host.gluster("volume", Answers.success())
        var options = ["features.shard": "on", "cluster.choose-local": "off", "nfs.disable": "on"]
        host.gluster(
            "volume info",
            Answers.volumes(Answers.volume("data-1", status: "Started", bricks: bricks, options: options)))
        try await Volumes(host).make(request)
        #expect(host.glusterLines == ["volume info all", "volume set data-1 cluster.choose-local on"])
        options["cluster.choose-local"] = "on"
        host.gluster(
            "volume info",
            Answers.volumes(Answers.volume("data-1", status: "Started", bricks: bricks, options: options)))
        host.forget()
        try await Volumes(host).make(request)
        #expect(host.glusterLines == ["volume info all"])
    }

    @Test func setsOptionsWhereTheyDiffer() async throws {
        let host = ScriptedCommands()
        host.gluster("volume", Answers.success())
        host.gluster(
            "volume info",
            Answers.volumes(
                Answers.volume("data-1", status: "Started", bricks: bricks, options: ["cluster.shd-max-threads": "8"])))
        let volumes = Volumes(host)
        for threads in ["8", "4"] {
            try await volumes.set(.init(volume: "data-1", options: ["cluster.shd-max-threads": threads]))
        }
        #expect(
            host.glusterLines == [
                "volume info all", "volume info all", "volume set data-1 cluster.shd-max-threads 4",
            ])
        let failure = await #expect(throws: Failure.self) {
            try await volumes.set(.init(volume: "data-2", options: ["cluster.shd-max-threads": "4"]))
        }
        #expect(failure?.code == .notFound)
    }

    private let addition = BrickAddition(
        volume: "data-1", new: VolumeBrick(host: "h2", directory: "/b/2/brick"), isArbiter: false, count: 2,
        before: ["cluster.quorum-type": "auto"],
        after: ["cluster.self-heal-daemon": "off", "cluster.granular-entry-heal": "enable"])

    /// The quorum is there before there is anything to vote; an option of a started volume has a command of its own.
    @Test func addsABrickBetweenItsOptions() async throws {
        let host = ScriptedCommands()
        host.gluster("volume", Answers.success())
        host.gluster(
            "volume info",
            Answers.volumes(Answers.volume("data-1", status: "Started", bricks: [bricks[0]])),
            Answers.volumes(Answers.volume("data-1", status: "Started", bricks: Array(bricks.prefix(2)))))
        try await Volumes(host).addBrick(addition)
        #expect(
            host.glusterLines == [
                "volume info all", "volume set data-1 cluster.quorum-type auto",
                "volume add-brick data-1 replica 2 h2:/b/2/brick", "volume info all",
                "volume set data-1 cluster.self-heal-daemon off", "volume heal data-1 granular-entry-heal enable",
            ])
    }

    /// Only an arbiter is ever taken out.
    @Test func anArbiterGoesJustBefore() async throws {
        var addition = addition
        (addition.count, addition.before, addition.after) = (3, [:], [:])
        addition.leaving = VolumeBrick(host: "h3", directory: "/b/3/brick")
        let host = ScriptedCommands()
        host.gluster("volume", Answers.success())
        let others = ["h1:/b/1/brick", "h4:/b/4/brick", "h3:/b/3/brick"]
        host.gluster(
            "volume info",
            Answers.volumes(Answers.volume("data-1", status: "Started", bricks: others, hasArbiter: true)))
        try await Volumes(host).addBrick(addition)
        #expect(
            host.glusterLines == [
                "volume info all", "volume remove-brick data-1 replica 2 h3:/b/3/brick force",
                "volume add-brick data-1 replica 3 h2:/b/2/brick", "volume info all",
            ])
        host.forget()
        host.gluster("volume info", Answers.volumes(Answers.volume("data-1", status: "Started", bricks: others)))
        try await Volumes(host).addBrick(addition)
        #expect(!host.glusterLines.contains { $0.contains("remove-brick") })
    }

    @Test func aBrickThatIsThereGetsOnlyItsOptions() async throws {
        let host = ScriptedCommands()
        host.gluster("volume", Answers.success())
        host.gluster(
            "volume info",
            Answers.volumes(
                Answers.volume(
                    "data-1", status: "Started", bricks: Array(bricks.prefix(2)),
                    options: ["cluster.granular-entry-heal": "enable"])))
        try await Volumes(host).addBrick(addition)
        #expect(
            host.glusterLines == [
                "volume info all", "volume info all", "volume set data-1 cluster.self-heal-daemon off",
            ])
    }

    @Test func refusesAVolumeOfTheSameNameWithOtherBricks() async throws {
        let host = ScriptedCommands()
        host.gluster(
            "volume info", Answers.volumes(Answers.volume("data-1", status: "Started", bricks: bricks.reversed())))
        let failure = await #expect(throws: Failure.self) { try await Volumes(host).make(request) }
        #expect(failure?.code == .conflict)
        #expect(host.glusterLines.count == 1)
    }

    @Test func aRefusalCarriesTheToolsWords() async throws {
        let host = ScriptedCommands()
        host.gluster("volume info", Answers.volumes())
        host.gluster("volume create", Answers.refusal("Host h3 not connected"))
        let failure = await #expect(throws: Failure.self) { try await Volumes(host).make(request) }
        #expect(failure?.code == .toolFailed)
        #expect(failure?.cause?.contains("Host h3 not connected") == true)
    }

    @Test func stopsAndDeletesOnce() async throws {
        let host = ScriptedCommands()
        host.gluster("volume", Answers.success())
        let volume = Answers.volume("data-1", status: "Started", bricks: bricks)
        host.gluster("volume info", Answers.volumes(volume), Answers.volumes())
        try await Volumes(host).delete("data-1")
        try await Volumes(host).delete("data-1")
        #expect(
            host.glusterLines == [
                "volume info all", "volume stop data-1", "volume delete data-1", "volume info all",
            ])
    }

    @Test func aBrickWithoutAStateIsNotOnline() async throws {
        let host = ScriptedCommands()
        host.gluster("volume info", Answers.volumes(Answers.volume("data-1", status: "Started", bricks: bricks)))
        host.gluster(
            "volume status all detail",
            Answers.status(volume: "data-1", host: "h1", directory: "/b/1/brick", isOnline: true))
        let facts = try await Volumes(host).facts()
        #expect(facts[0].bricks.map(\.isOnline) == [true, false, false])
        #expect(facts[0].bricks.map(\.port) == [49300, nil, nil])
        #expect(facts[0].bricks[0].free == ByteCount(60))
    }

    /// While another command works on a volume, `volume status all` leaves it out.
    @Test func nothingIsKnownOfBricksThatThePoolDidNotTellOf() async throws {
        let host = ScriptedCommands()
        host.gluster(
            "volume info",
            Answers.volumes(
                Answers.volume("data-1", status: "Started", bricks: bricks),
                Answers.volume("data-2", status: "Started", bricks: bricks)))
        host.gluster(
            "volume status all detail",
            Answers.status(volume: "data-1", host: "h1", directory: "/b/1/brick", isOnline: true))
        #expect(try await Volumes(host).facts().map(\.isStatusKnown) == [true, false])
    }

    @Test func asksForNoStateWhereNothingIsStarted() async throws {
        let host = ScriptedCommands()
        host.gluster("volume info", Answers.volumes(Answers.volume("data-1", status: "Created", bricks: bricks)))
        #expect(try await Volumes(host).facts().map(\.isStarted) == [false])
        #expect(host.glusterLines == ["volume info all"])
    }
}
