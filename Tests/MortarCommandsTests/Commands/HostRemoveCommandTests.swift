import AgentAPI
import EngineCore
import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing

@testable import MortarCommands

@Suite struct HostRemoveCommandTests {
    /// Without storage the host has only VMs.
    @Test func showsWhatWouldBeDoneAndDoesItOnlyWhenToldTo() async throws {
        try await CommandFixture.with(storage: false) { fixture in
            let plan = await fixture.mortar("host", "remove", "h3", "--output", "json")
            #expect(plan.status == 0, "\(plan.errors)")
            let shown = try #require(try plan.json() as? [String: Any])
            #expect(shown["host"] as? String == "h3" && (shown["storage"] as? [Any])?.isEmpty == true, "\(plan.output)")
            #expect(fixture.engine.inventory.hosts.count == 3)
            let done = await fixture.mortar("host", "remove", "h3", "--yes")
            #expect(done.status == 0, "\(done.errors)")
            #expect(done.output.contains("“mortar destroy 10.0.0.3 --yes-really”"), "\(done.output)")
            #expect(fixture.engine.inventory.hosts.sortedByName.map(\.name) == ["h1", "h2"])
            let again = await fixture.mortar("host", "remove", "h3", "--yes")
            #expect(again.status == 2 && again.errors.contains("h3"), "\(again.errors)")
        }
    }

    /// With three hosts of which each carries a copy, none may go.
    @Test func refusesWhereTheBricksHaveNoPlace() async throws {
        try await CommandFixture.with { fixture in
            for words in [["--plan"], ["--yes"]] {
                let refused = await mortar(
                    ["host", "remove", "h3"] + words + ["--config", fixture.configuration.path])
                #expect(refused.status == 2 && refused.errors.contains("no place"), "\(refused.errors)")
                #expect(fixture.engine.inventory.hosts.sortedByName.map(\.status) == [.up, .up, .up])
            }
        }
    }

    @Test func theEnginesHostStays() async throws {
        try await CommandFixture.with(storage: false) { fixture in
            fixture.engine.context.store.observe { $0.engineMachineID = "10.0.0.1" }
            for words in [["--plan"], ["--yes"]] {
                let refused = await mortar(
                    ["host", "remove", "h1"] + words + ["--config", fixture.configuration.path])
                #expect(refused.status == 2 && refused.errors.contains("engine runs on host h1"), "\(refused.errors)")
                #expect(fixture.engine.inventory.hosts.sortedByName.map(\.status) == [.up, .up, .up])
            }
        }
    }

    /// The fourth host's blank devices take the bricks.
    @Test func movesTheBricksAwayFirst() async throws {
        try await CommandFixture.with { fixture in
            try await fixture.addHost(4)
            let plan = await fixture.mortar("host", "remove", "h3")
            #expect(plan.status == 0 && plan.output.contains("data-1"), "\(plan.output)\(plan.errors)")
            let done = await fixture.mortar("host", "remove", "h3", "--yes")
            #expect(done.status == 0, "\(done.errors)")
            let inventory = fixture.engine.inventory
            #expect(inventory.hosts.sortedByName.map(\.name) == ["h1", "h2", "h4"])
            let hosts = Set(inventory.hosts.map(\.id))
            #expect(inventory.replicaSets.count == 2)
            // Its client would not learn of new bricks.
            #expect(fixture.cluster.calls.count { $0 == "unmountVolume 10.0.0.3" } == 2)
            #expect(inventory.replicaSets.allSatisfy { $0.placedBricks.allSatisfy { hosts.contains($0.hostID) } })
        }
    }
}
