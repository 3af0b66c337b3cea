import AgentAPI
import EngineCore
import HashTreeCollections
import Logging
import MortarModel
import SimulatedAgent
import Testing
import Workflow

import struct Foundation.Date

extension World {
    /// Has the engine see a set that is whole, but for entries that wait to be healed.
    func heal(pending: Int) {
        context.store.observe { observations in
            let bricks = observations.volumes["data-1"]?.facts.bricks ?? []
            observations.volumes["data-1"]?.heal = HealSummary(
                bricks: bricks.map { .init(brick: $0.brick, isConnected: true, pending: pending, splitBrain: 0) })
        }
    }

    /// Has the reconciler of locality look once.
    func lookForDrifts(_ memory: inout DriftMemory) async throws {
        try await KeepLocality(context, logger: Logger(label: "test")).look(&memory)
    }

    func migration(of vm: VM) -> VMMigration? { context.inventory.vms[vm.id]?.migration }

    /// What was told of VMs away from their disks.
    var toldDrifts: [String] {
        context.inventory.events.filter { $0.code == EventCode.vmAwayFromDisks.rawValue }.map(\.description)
    }
}
