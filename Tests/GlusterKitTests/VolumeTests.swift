import HostCommandTesting
import Testing

@testable import GlusterKit

@Suite struct VolumeTests {
    @Test func readsVolumesWithTheirBricksAndOptions() async throws {
        let (_, gluster) = try host(("volume info", fixture: "info"))
        let volumes = try await gluster.volumes()
        #expect(volumes.map(\.name) == ["arb", "data-1"])
        #expect(volumes.map(\.isStarted) == [false, true])
        #expect(volumes.map(\.arbiterCount) == [1, 0])
        #expect(volumes[0].bricks.map(\.isArbiter) == [false, false, true])
        #expect(volumes[1].options["cluster.choose-local"] == "on")
        #expect(volumes[1].options.count == 7)
        let brick = GlusterBrick(host: "h1-storage", directory: "/var/lib/mortar/bricks/a/brick")
        #expect(volumes[1].bricks[0].brick == brick)
    }

    @Test func aPoolWithoutVolumesHasNone() async throws {
        let (_, gluster) = try host(("volume info", fixture: "info-empty"))
        #expect(try await gluster.volumes().isEmpty)
        #expect(try await gluster.volume("data-1") == nil)
    }

    @Test func stoppedVolumesHaveNoBrickStatus() async throws {
        let (_, gluster) = try host(("volume status", fixture: "status-stopped"))
        #expect(try await gluster.brickStatus().isEmpty)
    }

    @Test func readsTheStateOfEachBrick() async throws {
        let (_, gluster) = try host(("volume status all detail", fixture: "status-brick-down"))
        let bricks = try await gluster.brickStatus()
        #expect(bricks.map(\.isOnline) == [true, true, false])
        #expect(bricks.map(\.port) == [56178, 56193, nil])
        #expect(bricks.map(\.pid) == [199, 69, nil])
        #expect(bricks[0].size == 270_553_174_016)
        #expect(bricks[0].volume == "data-1")
    }

    @Test func bricksOfAHostThatIsDownAreMissing() async throws {
        let (_, gluster) = try host(("volume status all detail", fixture: "status-host-down"))
        #expect(try await gluster.brickStatus().map(\.brick.host) == ["h1-storage", "h2-storage"])
    }

    @Test func listsTheClientsOfEachBrick() async throws {
        let (_, gluster) = try host(("volume status data-1 clients", fixture: "clients"))
        let clients = try await gluster.clients(of: "data-1")
        #expect(clients.count == 7)
        #expect(clients[0].address == "10.99.1.11:49148")
        #expect(clients[0].bytesRead == 1092)
    }

    @Test func createsEachLayout() async throws {
        let (commands, gluster) = try host(("volume create", fixture: "create"))
        let bricks = ["h1:/b", "h2:/b", "h3:/b"].compactMap(GlusterBrick.init)
        try await gluster.create("v", .replicated(count: 3, hasArbiter: false), bricks: bricks)
        try await gluster.create("v", .replicated(count: 3, hasArbiter: true), bricks: bricks)
        try await gluster.create("v", .distributed, bricks: [bricks[0]])
        #expect(
            commands.lines.map { $0.dropFirst("gluster --mode=script --xml volume create ".count) } == [
                "v replica 3 h1:/b h2:/b h3:/b", "v replica 3 arbiter 1 h1:/b h2:/b h3:/b", "v h1:/b",
            ])
    }

    @Test func setsAllOptionsInOneCommandAndNoneInNoCommand() async throws {
        let (commands, gluster) = try host(("volume set", fixture: "probe"))
        try await gluster.set("v", ["b.b": "2", "a.a": "1"])
        try await gluster.set("v", [:])
        #expect(commands.lines == ["gluster --mode=script --xml volume set v a.a 1 b.b 2"])
    }

    @Test func addsCopiesAndAnArbiter() async throws {
        let (commands, gluster) = try host(("volume", fixture: "probe"))
        let brick = try #require(GlusterBrick("h2:/b"))
        try await gluster.add(brick, to: "v", count: 2, isArbiter: false)
        try await gluster.add(brick, to: "v", count: 3, isArbiter: true)
        try await gluster.remove(brick, from: "v", count: 2)
        try await gluster.setGranularEntryHeal("v", true)
        #expect(
            commands.lines.map { $0.dropFirst("gluster --mode=script --xml volume ".count) } == [
                "add-brick v replica 2 h2:/b", "add-brick v replica 3 arbiter 1 h2:/b",
                "remove-brick v replica 2 h2:/b force", "heal v granular-entry-heal enable",
            ])
    }

    @Test func readsBricksAlsoOfIPv6Hosts() {
        #expect(GlusterBrick("fd00::1:/b/c") == GlusterBrick(host: "fd00::1", directory: "/b/c"))
        #expect(GlusterBrick("h1:/a:/b") == GlusterBrick(host: "h1", directory: "/a:/b"))
        #expect(GlusterBrick("h1") == nil)
        #expect(GlusterBrick(":/b") == nil)
    }
}
