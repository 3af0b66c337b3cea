import AgentAPI
import EngineCore
import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing

@Suite struct MoveDiskWorkflowTests {
    @Test(arguments: [true, false]) func moveDisk(isRunning: Bool) async throws {
        try await WorkflowHarness<MoveDisk>(
            prepare: { try await MovingDisk(in: $0, isRunning: isRunning).reserved() },
            expectDone: { world, workflow in
                let disk = try world.context.inventory.disks.required(workflow.disk.id)
                #expect(disk.status == .ok && disk.replicaSetID == workflow.target && disk.movingSetID == nil)
                #expect(world.cluster.images.keys.map(\.volume) == ["data-2"])
            },
            expectUndone: { world, workflow in
                #expect(world.context.inventory.disks[workflow.disk.id] == workflow.disk)
                #expect(world.cluster.images.keys.map(\.volume) == ["data-1"])
                let used = world.cluster.attachedImage(of: workflow.disk.id, vm: workflow.vm ?? VMID())
                #expect(used?.volume == (isRunning ? "data-1" : nil))
            },
            pointOfNoReturn: 3
        ).runAll()
    }
}
