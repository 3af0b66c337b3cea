import EngineCore
import Foundation
import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing

@testable import MortarCommands

@Suite struct RepairCommandTests {
    /// A replica set on the first devices of all hosts, the others are free; nothing is repaired by itself.
    private func makeSet(_ fixture: CommandFixture) async throws -> ReplicaSet {
        #expect(await fixture.mortar("cluster", "set", "--auto-repair", "off").status == 0)
        let engine = fixture.engine
        let devices = engine.inventory.hosts.map { HostDevice(hostID: $0.id, device: "/dev/sdb") }
        let (_, job) = try await engine.storage.add(
            .init(
                name: "data", dataCenter: engine.inventory.dataCenters.sortedByName[0].id, redundancy: .threeCopies,
                devices: devices), by: RequestOrigin())
        try await engine.workflows.result(of: job.id)
        return try await engine.context.store.first { inventory in
            inventory.observations.volumes["data-1"].flatMap { _ in inventory.replicaSets.named("data-1") }
        }
    }

    @Test func showsThePlanAndReplaces() async throws {
        try await CommandFixture.with(storage: false) { fixture in
            let set = try await makeSet(fixture)
            let plan = await fixture.mortar("device", "replace", "h2:/dev/sdb", "--plan")
            #expect(plan.status == 0, "\(plan.errors)")
            #expect(plan.output.contains(/Replica set: +data-1\n/) && plan.output.contains(/Allowed: +yes\n/))
            #expect(fixture.engine.inventory.replicaSets[set.id] == set)
            let done = await fixture.mortar("device", "replace", "h2:/dev/sdb", "--with", "h2:sdc")
            #expect(done.status == 0, "\(done.errors)")
            #expect(
                done.output.contains(
                    /^Replica set data-1 is whole again: h2:\S+-1 has taken the place of h2:\S+-0\.\n$/),
                "\(done.output)")
            let bricks = fixture.engine.inventory.replicaSets[set.id]?.bricks
            #expect(bricks?.count { $0.device.hasSuffix("10.0.0.2-1") } == 1)
        }
    }

    @Test func tellsWhyItIsRefused() async throws {
        try await CommandFixture.with(storage: false) { fixture in
            let set = try await makeSet(fixture)
            let brick = set.bricks.first { fixture.engine.inventory.hosts[$0.hostID]?.name == "h3" }
            fixture.cluster.failBrick(try #require(brick).id, of: "10.0.0.3", noticed: true)
            let plan = await fixture.mortar("device", "replace", "h2:/dev/sdb", "--plan", "-o", "json")
            let record = try #require(try plan.json() as? [String: Any])
            #expect(record["allowed"] as? Bool == false && (record["refusals"] as? [Any])?.isEmpty == false)
            let refused = await fixture.mortar("device", "replace", "h2:/dev/sdb")
            #expect(refused.status == 2 && refused.errors.contains("quorum") && refused.errors.contains("To do: "))
            for misuse in ["/dev/sdc", "h2:"] {
                #expect(await fixture.mortar("device", "replace", "h2:/dev/sdb", "--with", misuse).status == 2)
            }
        }
    }

    @Test func listsWhatIsInWork() async throws {
        try await CommandFixture.with(storage: false) { fixture in
            let set = try await makeSet(fixture)
            let new = Brick(hostID: set.bricks[1].hostID, device: "/dev/sdc", size: .gibibytes(8))
            try await fixture.engine.context.store.change { inventory in
                try inventory.replicaSets.update(set.id) {
                    $0.work = BrickWork(brick: set.bricks[1].id, doing: .replacement(new))
                }
            }
            let list = await fixture.mortar("replica-set", "list")
            #expect(list.output.contains(#/ h\d:\S+ is being replaced by h\d:/dev/sdc /#), "\(list.output)")
        }
    }

    @Test func setsThePolicyOfTheCluster() async throws {
        try await CommandFixture.with(storage: false) { fixture in
            let set = await fixture.mortar("cluster", "set", "--rebuild-after", "90s", "--max-absent-hosts", "2")
            #expect(
                set.output
                    == "Cluster Default repairs failed disks at once, lost hosts after 90s while not more than 2 are away.\n",
                "\(set.errors)")
            let shown = await fixture.mortar("cluster", "show").output
            #expect(shown.contains(/Auto repair: +on\n/) && shown.contains(/Rebuild after: +90s\n/))
            #expect(await fixture.mortar("cluster", "set", "--auto-repair", "off").output.contains("nothing by itself"))
            let refused = await fixture.mortar("cluster", "set", "--rebuild-after", "9s")
            #expect(refused.status == 2 && refused.errors.contains("at least 10 s"))
            for misuse in [["--rebuild-after", "30"], ["--auto-repair", "maybe"], ["--max-absent-hosts", "0"], []] {
                #expect(await mortar(["cluster", "set"] + misuse).status == 2 || misuse.last == "0", "\(misuse)")
            }
            #expect(await fixture.mortar("cluster", "set", "--max-absent-hosts", "0").status == 2)
            let heals = await fixture.mortar("cluster", "set", "--heal-latency", "50")
            #expect(
                heals.output
                    == "Heals of cluster Default are slowed down while a write of a VM takes more than 50 ms.\n",
                "\(heals.errors)")
            let off = await fixture.mortar("cluster", "set", "--heal-latency", "0").output
            #expect(off == "Heals of cluster Default keep their pace.\n")
            #expect(await fixture.mortar("cluster", "show").output.contains(/Heal latency ms: +0\n/))
            #expect(await fixture.mortar("cluster", "set", "--heal-latency", "60001").status == 2)
        }
    }

    @Test func setsWhetherAHostKeepsItsBricks() async throws {
        try await CommandFixture.with(storage: false) { fixture in
            let set = await fixture.mortar("host", "set", "h2", "--keep-bricks", "on")
            #expect(set.output == "Bricks of host h2 stay where they are when it is lost.\n", "\(set.errors)")
            #expect(fixture.engine.inventory.hosts.named("h2")?.keepsBricks == true)
            #expect(await fixture.mortar("host", "show", "h2").output.contains(/Keep bricks: +on\n/))
            #expect(await fixture.mortar("host", "set", "h2", "--keep-bricks", "off").status == 0)
            #expect(fixture.engine.inventory.hosts.named("h2")?.keepsBricks == false)
            #expect(await fixture.mortar("host", "set", "h2").status == 2)
        }
    }

    @Test func tellsWhoseZoneANewBrickShares() async throws {
        try await CommandFixture.with(storage: false) { fixture in
            _ = try await makeSet(fixture)
            for host in ["h1", "h2"] { #expect(await fixture.mortar("host", "set", host, "--zone", "a").status == 0) }
            let plan = await fixture.mortar("device", "replace", "h2:/dev/sdb", "--plan")
            #expect(plan.output.contains("in the same zone as h1, because no other zone has a free device"), "\(plan)")
        }
    }
}

@Suite struct ZoneCommandTests {
    @Test func putsAHostInAZone() async throws {
        try await CommandFixture.with(storage: false) { fixture in
            let set = await fixture.mortar("host", "set", "h1", "--zone", "rack-a", "--keep-bricks", "on")
            #expect(
                set.output
                    == "Host h1 is in zone rack-a.\nBricks of host h1 stay where they are when it is lost.\n",
                "\(set.errors)")
            #expect(await fixture.mortar("host", "list").output.contains(#/h1 .* rack-a /#))
            let cleared = await fixture.mortar("host", "set", "h1", "--zone", "")
            #expect(cleared.output == "Host h1 is in a zone of its own.\n", "\(cleared.errors)")
            let refused = await fixture.mortar("host", "set", "h1", "--zone", String(repeating: "z", count: 65))
            #expect(refused.status == 2 && refused.errors.contains("1 to 64 characters"))
        }
    }
}

@Suite struct TimeLimitTests {
    @Test(arguments: [("10s", 10), ("30m", 1_800), ("2h", 7_200), ("1d", 86_400), ("0s", 0)])
    func readsAndWritesTheSame(text: String, seconds: Int64) {
        #expect(TimeLimit(argument: text)?.seconds == seconds)
        #expect(TimeLimit(seconds: seconds).description == text)
    }

    @Test(arguments: ["", "m", "30", "-1m", "+1m", "1.5h", "30 m", "30M", "99999999999999999d"])
    func refusesWhatIsNoTime(text: String) { #expect(TimeLimit(argument: text) == nil) }

    @Test func writesTheLargestExactUnit() { #expect(TimeLimit(seconds: 90).description == "90s") }
}
