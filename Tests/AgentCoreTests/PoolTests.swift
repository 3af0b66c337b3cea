import AgentAPI
import HostCommand
import HostCommandTesting
import MortarModel
import Testing

@testable import AgentCore

@Suite struct PoolTests {
    @Test func writesTheClustersNamesOnceAndLeavesTheRest() async throws {
        let host = ScriptedCommands(files: ["/etc/hosts": "127.0.0.1 localhost\n"])
        let pool = Pool(host)
        let names = [HostName(name: "h1", address: "10.0.1.11"), HostName(name: "h2", address: "10.0.1.12")]
        try await pool.setNames(names)
        let written = try #require(host.files["/etc/hosts"])
        #expect(written.contains("10.0.1.11 h1\n10.0.1.12 h2\n"))
        #expect(written.contains("127.0.0.1 localhost\n"))
        host.forget()
        try await pool.setNames(names)
        #expect(host.commands.allSatisfy { $0.program == "cat" })
        try await pool.setNames([])
        #expect(host.files["/etc/hosts"] == "127.0.0.1 localhost\n")
    }

    @Test func startsGlusterWithItsSettingsAndWaitsForItsAnswer() async throws {
        let host = ScriptedCommands(files: ["/etc/glusterfs/glusterd.vol": "volume management\nend-volume\n"])
        host.answer("systemctl")
        host.answer(
            "gluster --mode=script --xml system:: uuid get",
            CommandOutput(
                status: 1, standardOutput: "Connection failed. Please check if gluster daemon is operational."),
            CommandOutput(status: 0, standardOutput: Answers.uuid("own")))
        try await Pool(host).startGluster()
        #expect(
            host.files["/etc/glusterfs/glusterd.vol"]
                == "volume management\n    option base-port 49216\n    option transport.tcp-user-timeout 8\nend-volume\n"
        )
        #expect(
            host.lines.prefix(2) == [
                "systemctl enable --quiet glusterd.service", "systemctl restart glusterd.service",
            ])
        host.forget()
        try await Pool(host).startGluster()
        #expect(host.lines.contains("systemctl start glusterd.service"))
    }

    @Test func stopsGlusterForGoodAndWaitsForTheLastBrick() async throws {
        let host = ScriptedCommands()
        host.answer("systemctl")
        host.answer(
            "pgrep", CommandOutput(status: 0, standardOutput: "1092\n1194\n"),
            CommandOutput(status: 0, standardOutput: "1194\n"),
            CommandOutput(status: 1))
        try await Pool(host).stopGluster()
        #expect(
            host.lines == [
                "systemctl disable --quiet glusterd.service",
                "systemctl kill --kill-whom=all --signal=SIGTERM glusterd.service", "systemctl stop glusterd.service",
            ] + Array(repeating: "pgrep --exact glusterfsd", count: 3))
    }

    @Test func namesBricksThatDoNotEnd() async throws {
        let host = ScriptedCommands()
        host.answer("systemctl")
        host.answer("pgrep", CommandOutput(status: 0, standardOutput: "1092\n1194\n"))
        let pool = Pool(host, patience: .milliseconds(50))
        let failure = await #expect(throws: Failure.self) { try await pool.stopGluster() }
        #expect(failure?.code == .timedOut && failure?.cause?.contains("1092, 1194") == true)
    }

    @Test func saysWhyGlusterDoesNotAnswer() async throws {
        let host = ScriptedCommands()
        host.answer("systemctl")
        let words = "Connection failed. Please check if gluster daemon is operational."
        host.answer("gluster", CommandOutput(status: 1, standardOutput: words))
        let pool = Pool(host, patience: .milliseconds(50))
        let failure = await #expect(throws: Failure.self) { try await pool.startGluster() }
        #expect(failure?.code == .toolFailed)
        #expect(failure?.cause?.contains(words) == true)
    }

    @Test func aPeerIsAddedWhenBothSeeEachOther() async throws {
        let host = ScriptedCommands()
        host.gluster("peer probe h2", Answers.success())
        host.gluster("system:: uuid get", Answers.uuid("own"))
        host.gluster("peer status", Answers.peers(("u2", "h2", 1)), Answers.peers(("u2", "h2", 3)))
        host.gluster("--remote-host=h2 peer status", Answers.peers(), Answers.peers(("own", "h1", 3)))
        try await Pool(host).add("h2")
        #expect(host.glusterLines.count { $0.hasPrefix("--remote-host") } == 2)
    }

    @Test func saysWhatKeepsAPeerOut() async throws {
        let host = ScriptedCommands()
        host.gluster("peer probe h2", Answers.success())
        host.gluster("system:: uuid get", Answers.uuid("own"))
        host.gluster("peer status", Answers.peers(("u2", "h2", 4)))
        let failure = await #expect(throws: Failure.self) {
            try await Pool(host, patience: .milliseconds(50)).add("h2")
        }
        #expect(failure?.code == .timedOut)
        #expect(failure?.cause == "h2 is “State 4” at this host")
    }

    /// h3 meets the newcomer later than this host; h4 is away and does not count.
    @Test func aPeerIsAddedWhenAllThatAreHereHaveMetIt() async throws {
        let host = ScriptedCommands()
        host.gluster("peer probe h2", Answers.success())
        host.gluster("system:: uuid get", Answers.uuid("own"))
        host.gluster("peer status", Answers.peers(("u2", "h2", 3), ("u3", "h3", 3), ("u4", "h4", 5)))
        let met = Answers.peers(("own", "h1", 3), ("u3", "h3", 3), ("u4", "h4", 5))
        host.gluster("--remote-host=h2 peer status", Answers.peers(("own", "h1", 3)), met)
        host.gluster(
            "--remote-host=h3 peer status", Answers.peers(("own", "h1", 3)),
            Answers.peers(("own", "h1", 3), ("u2", "h2", 3)))
        try await Pool(host).add("h2")
        #expect(host.glusterLines.count { $0.hasPrefix("--remote-host=h2") } == 3)
        #expect(host.glusterLines.count { $0.hasPrefix("--remote-host=h3") } == 2)
        #expect(!host.glusterLines.contains { $0.hasPrefix("--remote-host=h4") })
    }

    @Test func saysWhichMemberHasNotMetThePeer() async throws {
        let host = ScriptedCommands()
        host.gluster("peer probe h2", Answers.success())
        host.gluster("system:: uuid get", Answers.uuid("own"))
        host.gluster("peer status", Answers.peers(("u2", "h2", 3), ("u3", "h3", 3)))
        host.gluster("--remote-host=h2 peer status", Answers.peers(("own", "h1", 3), ("u3", "h3", 3)))
        host.gluster("--remote-host=h3 peer status", Answers.peers(("own", "h1", 3)))
        let failure = await #expect(throws: Failure.self) {
            try await Pool(host, patience: .milliseconds(50)).add("h2")
        }
        #expect(failure?.cause == "h2 is not in the list of peers of h3")
    }

    @Test func thisHostNeedsNoProbe() async throws {
        let host = ScriptedCommands()
        host.gluster("peer probe h1", Answers.success(number: 1))
        try await Pool(host).add("h1")
        #expect(host.glusterLines == ["peer probe h1"])
    }

    @Test func removingTwiceSucceedsAndOneInUseIsRefused() async throws {
        let host = ScriptedCommands()
        host.gluster("peer status", Answers.peers(("u2", "h2", 3)), Answers.peers())
        host.gluster("peer detach h2", Answers.success())
        try await Pool(host).remove("h2")
        try await Pool(host).remove("h2")
        #expect(host.glusterLines.count { $0 == "peer detach h2" } == 1)
        host.gluster("peer status", Answers.peers(("u2", "h2", 3)))
        host.gluster("peer detach h2", Answers.refusal("Peer h2 hosts one or more bricks."))
        let failure = await #expect(throws: Failure.self) { try await Pool(host).remove("h2") }
        #expect(failure?.cause?.contains("Peer h2 hosts one or more bricks.") == true)
    }

    @Test func knowsItsIdentityWithoutAskingForIt() async throws {
        let host = ScriptedCommands(files: [
            "/var/lib/glusterd/glusterd.info": "UUID=own\noperating-version=100000\n"
        ])
        host.gluster("peer status", Answers.peers(("u2", "h2", 3), ("u3", "h3", 4)))
        let facts = try await Pool(host).facts()
        #expect(facts.uuid == "own")
        #expect(facts.peers.map(\.isConnected) == [true, false])
        #expect(host.glusterLines == ["peer status"])
    }

    @Test func aHostWithoutGlusterHasNone() async throws {
        #expect(try await Pool(ScriptedCommands()).facts() == GlusterFacts(isRunning: false, uuid: nil, peers: []))
    }

    @Test(arguments: [
        ("volume x\n#   option base-port 49152\nend-volume\n", true),
        ("volume x\n    option base-port 49152\nend-volume\n", true),
        ("volume x\n    option base-port 50000\nend-volume\n", false),
    ])
    func raisesTheFirstBrickPortOnlyWhereItIsTooLow(_ settings: String, _ changes: Bool) {
        let text = GlusterdSettings.text(settings)
        #expect(GlusterdSettings.text(text) == text)
        #expect(text.contains("    option base-port 49216\n") == changes)
        #expect(text.contains("base-port 50000") != changes)
    }

    @Test(arguments: [
        ("", true), ("    option transport.tcp-user-timeout 42\n", true),
        ("    option transport.tcp-user-timeout 5\n", false),
    ])
    func limitsHowLongADeadPeerHoldsUpEverything(_ option: String, _ changes: Bool) {
        let text = GlusterdSettings.text("volume management\n\(option)end-volume\n")
        #expect(text.contains("    option transport.tcp-user-timeout 8\n") == changes)
        #expect(text.split(separator: "\n").count { $0.contains("tcp-user-timeout") } == 1)
    }
}
