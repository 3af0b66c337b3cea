import EngineCore
import MortarModel
import Testing

@testable import MortarCommands

@Suite struct DiskMoveCommandTests {
    @Test func movesADiskAndShowsHowFarItIs() async throws {
        try await CommandFixture.with { fixture in
            let created = await fixture.mortar("vm", "create", "web", "--disk-size", "64MiB")
            #expect(created.status == 0, "\(created.errors)")
            let first = try #require(fixture.engine.inventory.disks.sortedByName.first)
            let moved = await fixture.mortar("disk", "move", "web-1", "--bandwidth", "50MiB")
            #expect(moved.status == 0, "\(moved.errors)")
            #expect(moved.output.contains(/^Disk web-1 is on replica set data-\d\.\n$/), "\(moved.output)")
            #expect(moved.errors.contains("Copy") && moved.errors.contains("Delete the old image"))
            let sets = fixture.engine.inventory.replicaSets
            let old = try sets.required(first.replicaSetID).name
            #expect(fixture.engine.inventory.disks[first.id]?.replicaSetID != first.replicaSetID)
            let back = await fixture.mortar("disk", "move", "web-1", "--to-set", old, "--storage", "data", "-o", "json")
            #expect(back.status == 0, "\(back.errors)")
            #expect((try back.json() as? [String: Any])?["replica_set"] as? String == old)
        }
    }

    @Test func saysWhatIsWrong() async throws {
        try await CommandFixture.with { fixture in
            _ = await fixture.mortar("vm", "create", "web", "--disk-size", "64MiB")
            for (option, value) in [("--to-set", "nothing"), ("--bandwidth", "1KiB"), ("--bandwidth", "fast")] {
                let refused = await fixture.mortar("disk", "move", "web-1", option, value)
                #expect(refused.status == 2 && !refused.errors.isEmpty, "\(option) \(value): \(refused.errors)")
            }
            let idle = await fixture.mortar("disk", "cancel-move", "web-1")
            #expect(idle.status == 2 && idle.errors.contains("is not being moved"), "\(idle.errors)")
        }
    }
}
