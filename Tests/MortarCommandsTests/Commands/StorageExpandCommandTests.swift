import EngineCore
import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing

@testable import MortarCommands

@Suite struct StorageExpandCommandTests {
    @Test func showsThePlanAndDoesItOnlyWhenToldTo() async throws {
        try await CommandFixture.with { fixture in
            let before = fixture.engine.inventory.replicaSets.count
            for index in 1...3 { fixture.cluster.insertDevice(of: "10.0.0.\(index)") }
            let plan = await fixture.mortar("storage", "expand", "data")
            #expect(plan.status == 0, "\(plan.errors)")
            #expect(plan.output.contains("Nothing is done yet: the same with --yes does it."), "\(plan.output)")
            #expect(plan.output.contains("data-\(before + 1) on h"))
            #expect(fixture.engine.inventory.replicaSets.count == before)
            let done = await fixture.mortar("storage", "expand", "data", "--yes")
            #expect(done.status == 0 && done.output.hasPrefix("Storage domain data is expanded."), "\(done.errors)")
            #expect(done.errors.contains("Create volumes"))
            #expect(fixture.engine.inventory.replicaSets.count > before)
        }
    }

    @Test func saysWhatIsWrong() async throws {
        try await CommandFixture.with { fixture in
            for arguments in [
                ["--plan", "--yes"], ["--device", "sdb"], ["--device", "h1:/dev/sdz"], ["--host", "h9"],
            ] {
                let refused = await mortar(
                    ["storage", "expand", "data"] + arguments + ["--config", fixture.configuration.path])
                #expect(refused.status == 2 && !refused.errors.isEmpty, "\(arguments): \(refused.errors)")
            }
        }
    }
}
