import AgentAPI
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

    @Test func shrinksAndBalances() async throws {
        try await CommandFixture.with { fixture in
            #expect(await fixture.mortar("vm", "create", "web", "--disk-size", "64MiB").status == 0)
            // Nothing moves to a set that was not seen well yet.
            _ = try await fixture.engine.context.store.first { inventory in
                inventory.observations.volumes.count { $0.value.heal?.pending == 0 } == 2 ? true : nil
            }
            let home = await fixture.mortar("disk", "show", "web-1").output.contains("data-1") ? "data-1" : "data-2"
            let plan = await fixture.mortar("storage", "shrink", "data", "--set", home)
            #expect(plan.output.contains("web-1 goes to data-"), "\(plan.output)\(plan.errors)")
            #expect(fixture.engine.inventory.replicaSets.count == 2)
            let done = await fixture.mortar("storage", "shrink", "data", "--set", home, "--yes")
            #expect(done.output == "Storage domain data is shrunk.\n", "\(done.errors)")
            #expect(fixture.engine.inventory.replicaSets.count == 1)
            let balanced = await fixture.mortar("storage", "balance", "data", "--yes")
            #expect(balanced.output == "Storage domain data is balanced.\n", "\(balanced.errors)")
            for words in [["shrink", "data"], ["shrink", "data", "--set", "data-9"], ["balance", "other"]] {
                let refused = await mortar(["storage"] + words + ["--config", fixture.configuration.path])
                #expect(refused.status == 2 && !refused.errors.isEmpty, "\(words)")
            }
        }
    }

    @Test func refusesCopiesThatAreThereAlready() async throws {
        try await CommandFixture.with { fixture in
            for (copies, words) in [("3", "keeps three copies already"), ("1", "cannot keep fewer copies"), ("4", "4")]
            {
                let refused = await mortar(
                    ["storage", "copies", "data", copies, "--config", fixture.configuration.path])
                #expect(refused.status == 2 && refused.errors.contains(words), "\(refused.errors)")
            }
        }
    }

    @Test func showsOptionsThatDifferAndSetsThem() async throws {
        try await CommandFixture.with { fixture in
            fixture.cluster.setOption("performance.read-ahead", "on", of: "data-1")
            fixture.cluster.setOption("features.shard", "off", of: "data-1")
            let repaired = await fixture.mortar("storage", "options", "data", "--repair")
            #expect(repaired.status == 0, "\(repaired.errors)")
            #expect(
                !repaired.output.contains("read-ahead") && repaired.output.contains("Is not changed"),
                "\(repaired.output)")
            fixture.cluster.setOption("features.shard", "on", of: "data-1")
            let right = await fixture.mortar("storage", "options", "data", "--repair")
            #expect(right.errors.contains("All options of storage domain data are as Mortar wants them."), "\(right)")
            let all = await fixture.mortar("storage", "options", "data", "--all")
            #expect(all.output.contains("The guest reads ahead."))
        }
    }

    @Test func tellsHowLongCopyingTakes() {
        #expect(CopyEstimate(bytes: 0, rate: nil, seconds: nil).words == nil)
        #expect(CopyEstimate(bytes: 1, rate: nil, seconds: nil).words == "unknown: no heal was measured yet")
        let known = CopyEstimate(bytes: 1 << 30, rate: 1 << 20, seconds: 1024)
        #expect(known.words == "about 18 min at 1 MiB/s, as heals were measured last")
        #expect(CopyEstimate.words(seconds: 90) == "90 s" && CopyEstimate.words(seconds: 7201) == "3 h")
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
