import AgentAPI
import EngineCore
import MortarModel
import SimulatedAgent
import Testing
import Workflow

import struct Foundation.Date

@Suite struct StorageWorkflowTests {
    @Test func createStorageDomain() async throws {
        try await WorkflowHarness<CreateStorageDomain>(
            prepare: { $0.newStorageDomain() },
            expectDone: { world, workflow in
                #expect(world.context.inventory.storageDomains[workflow.domain.id]?.status == .active)
                #expect(world.cluster.volumes.map(\.name) == ["data-1"])
                #expect(world.cluster.volumes[0].options["cluster.choose-local"] == "on")
                let used = World.addresses.map { world.cluster.devices(of: $0)[0].use }
                #expect(used == workflow.sets[0].bricks.map { .brick($0.id) })
            },
            expectUndone: { world, _ in
                #expect(world.context.inventory.storageDomains.count == 0)
                #expect(world.context.inventory.replicaSets.count == 0)
                #expect(world.cluster.volumes.isEmpty)
                for address in World.addresses {
                    #expect(world.cluster.devices(of: address).allSatisfy { $0.use == .blank })
                }
            },
            pointOfNoReturn: 4
        ).runAll()
    }

    @Test func removeStorageDomain() async throws {
        try await WorkflowHarness<RemoveStorageDomain>(
            prepare: { world in
                let made = try await world.makeStorageDomain()
                return RemoveStorageDomain(domain: made.domain, sets: made.sets)
            },
            expectDone: { world, _ in
                #expect(world.context.inventory.storageDomains.count == 0)
                #expect(world.cluster.volumes.isEmpty)
                #expect(world.cluster.devices(of: World.addresses[0]).allSatisfy { $0.use == .blank })
            },
            expectUndone: { _, _ in },
            pointOfNoReturn: 0
        ).runAll()
    }

    /// Of what is deleted already the guard knows nothing.
    @Test func aRemovalThatFailedHalfWayIsBegunAgain() async throws {
        let world = try await World()
        let made = try await world.makeStorageDomain()
        let removal = RemoveStorageDomain(domain: made.domain, sets: made.sets)
        try await world.context.store.change { inventory in
            try inventory.storageDomains.update(made.domain.id) { $0.status = .locked }
        }
        var workflow = removal
        for step in RemoveStorageDomain.steps.prefix(2) { try await step.action(&workflow, world.context) }
        try await world.observe()
        _ = try await world.engine.storage.remove(made.domain.id, by: RequestOrigin())
        try await world.carry(removal)
        #expect(world.context.inventory.storageDomains.count == 0)
    }

    @Test func aFailingVolumeIsUndoneDownToBlankDevices() async throws {
        let world = try await World()
        world.cluster.failNext("makeVolume")
        let record = try await world.carry(world.newStorageDomain())
        guard case .failed(let failure, let leftovers) = record.phase else {
            Issue.record("\(record.phase)")
            return
        }
        #expect(failure.code == .toolFailed)
        #expect(leftovers.isEmpty)
        #expect(world.cluster.devices(of: World.addresses[2]).allSatisfy { $0.use == .blank })
    }

    @Test func aVolumeOfSomebodyElseWithTheSameNameIsLeftAlone() async throws {
        let world = try await World()
        world.cluster.addForeignVolume("data-1")
        let record = try await world.carry(world.newStorageDomain())
        guard case .failed(let failure, let leftovers) = record.phase else {
            Issue.record("\(record.phase)")
            return
        }
        #expect(failure.code == .conflict && leftovers.isEmpty)
        #expect(world.cluster.volumes.map(\.id) == ["foreign data-1"])
        #expect(world.cluster.devices(of: World.addresses[0]).allSatisfy { $0.use == .blank })
    }

    @Test func anActiveDomainIsNotUndoneWhenItsLastStepIsRunAgain() async throws {
        let world = try await World()
        var made = try await world.makeStorageDomain()
        world.cluster.setPower(false, address: World.addresses[2])
        try await CreateStorageDomain.steps[4].action(&made, world.context)
    }

    @Test func aDomainThatIsBeingMadeIsNotRemoved() async throws {
        let world = try await World()
        let workflow = world.newStorageDomain()
        let record = try WorkflowRecord(workflow, now: Date())
        try await world.context.store.change { inventory in
            inventory.storageDomains.insert(workflow.domain)
            inventory.workflows.insert(record)
        }
        let failure = await #expect(throws: Failure.self) {
            try await world.engine.storage.remove(workflow.domain.id, by: RequestOrigin())
        }
        #expect(failure?.code == .conflict)
    }

    @Test func aDeviceWithDataIsNeverTaken() async throws {
        let world = try await World()
        try await world.makeStorageDomain()
        var second = world.newStorageDomain()
        second.domain.name = "more"
        second.sets[0].name = "more-1"
        let record = try await world.carry(second)
        guard case .failed(let failure, _) = record.phase else {
            Issue.record("\(record.phase)")
            return
        }
        #expect(failure.code == .conflict)
        #expect(world.cluster.volumes.map(\.name) == ["data-1"])
    }
}
