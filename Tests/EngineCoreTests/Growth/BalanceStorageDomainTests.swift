import HashTreeCollections
import MortarModel
import Placement
import SimulatedAgent
import Testing
import Workflow

@testable import EngineCore

@Suite struct BalanceStorageDomainTests {
    @Test func balanceStorageDomain() async throws {
        try await WorkflowHarness<BalanceStorageDomain>(
            prepare: { world in
                let (first, _) = try await world.growTwice(disks: 2)
                let inventory = world.context.inventory
                let disk = try #require(inventory.disks.sortedByName.first)
                return BalanceStorageDomain(
                    domain: try inventory.storageDomains.required(first.storageDomainID),
                    disks: [DiskRelocation(disk: disk.id, target: first.id)])
            },
            expectDone: { world, _ in
                #expect(world.homes == ["data-1", "data-2"])
                #expect(world.eventCodes.contains(EventCode.storageDomainBalanced.rawValue))
            },
            expectUndone: { _, _ in },
            pointOfNoReturn: 0, beginsOthers: true
        ).runAll()
    }

    /// As 50 that was meant as MiB.
    @Test func takesNoBandwidthThatNothingEndsAt() async throws {
        let world = try await World()
        let (first, second) = try await world.growTwice(disks: 2)
        let id = first.storageDomainID
        for few in [ByteCount(50), ByteCount(-1), .zero] {
            let failures = [
                await world.refusal {
                    _ = try await world.engine.storage.balance(id, bandwidth: few, by: RequestOrigin())
                },
                await world.refusal {
                    _ = try await world.engine.storage.shrinkPlan(of: id, .init(sets: [second.id], bandwidth: few))
                },
            ]
            #expect(failures.map { $0?.code } == [.invalid, .invalid])
        }
    }

    @Test func movesHalfOfWhatASetHasMore() async throws {
        let world = try await World()
        let (first, _) = try await world.growTwice(disks: 4)
        let plan = try await world.running {
            let (plan, job) = try await world.engine.storage.balance(
                first.storageDomainID, bandwidth: nil, by: RequestOrigin())
            try await world.context.result(of: job.id)
            return plan
        }
        #expect(plan.moves.count == 2 && plan.spreadBefore == 0.5 && plan.spreadAfter == 0)
        #expect(world.homes.count { $0 == "data-1" } == 2)
        let again = try await world.engine.storage.balancePlan(of: first.storageDomainID)
        #expect(again.moves.isEmpty)
    }

    /// What was deleted meanwhile is no obstacle.
    @Test func aDiskThatIsGoneNeedsNoMove() async throws {
        let world = try await World()
        let (first, _) = try await world.growTwice(disks: 1)
        let domain = try world.context.inventory.storageDomains.required(first.storageDomainID)
        let workflow = BalanceStorageDomain(
            domain: domain, disks: [DiskRelocation(disk: DiskID(), target: first.id)])
        #expect(try await world.carry(workflow).phase == .finished)
    }
}
