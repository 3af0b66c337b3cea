import AgentAPI
import Concurrency
import HashTreeCollections
package import MortarModel
package import Workflow

import struct Foundation.Date

/// Sets options of a storage domain's volumes as Mortar wants them, one at a time, while VMs run.
package struct RepairOptions: EngineWorkflow {
    package static let kind = "repair-options"
    package static let failureCode = EventCode.volumeOptionsFailed

    /// An option of one volume.
    package struct Change: Sendable, Hashable, Codable {
        package var set: ReplicaSetID
        package var option: String
        package var value: String
    }

    package var domain: StorageDomain
    package var changes: [Change]

    package init(domain: StorageDomain, changes: [Change]) {
        self.domain = domain
        self.changes = changes
    }

    package var title: String { "Setting volume options of storage domain \(domain.name)" }
    package var subjects: EventSubjects { EventSubjects(storageDomain: domain.id) }

    package static let steps: [WorkflowStep<RepairOptions>] = [
        WorkflowStep("Set options", set, undo: .nothing(because: "An option that is as it should be does no harm.")),
        WorkflowStep("Look at the options", note, undo: .nothing(because: "It is the last step.")),
    ]

    /// Clients take each change up before the next one comes.
    private static func set(_ this: inout Self, _ context: EngineContext) async throws {
        for change in this.changes {
            guard let set = context.inventory.replicaSets[change.set] else { continue }
            try await refuseUnwell(set, context)
            let request = VolumeOptionsRequest(volume: set.name, options: [change.option: change.value])
            try await context.pool.take { try await context.anyPoolAgent().setVolumeOptions(request) }
        }
    }

    /// With bricks away, an option of quorum could stop what still works.
    private static func refuseUnwell(_ set: ReplicaSet, _ context: EngineContext) async throws {
        let volume = try await context.volumes().first { $0.name == set.name }
        if let volume, volume.isStatusKnown, volume.bricks.allSatisfy(\.isOnline),
            context.inventory.replicaSets[set.id]?.work == nil
        {
            return
        }
        throw Failure(
            .conflict, "Options of replica set \(set.name) are not changed now.",
            cause: "One of its bricks is away or in work, or nothing is known of them.",
            correction: "Wait until “mortar replica-set list” shows it up, and ask again.")
    }

    private static func note(_ this: inout Self, _ context: EngineContext) async throws {
        let workflow = this
        let asked = context.now()
        let volumes = try await context.volumes()
        context.store.observe { observations in
            for facts in volumes {
                observations.volumes[facts.name]?.facts.options = facts.options
                observations.volumes[facts.name]?.observed = asked
            }
        }
        try await context.store.change { $0.finish(workflow, at: context.now()) }
    }
}

extension Inventory {
    fileprivate mutating func finish(_ workflow: RepairOptions, at time: Date) {
        for id in Set(workflow.changes.map(\.set)) {
            let options = replicaSets[id].flatMap { observations.volumes[$0.name]?.facts.options }
            noteOptionDrift(of: id, before: options ?? [:], at: time)
        }
        let names = workflow.changes.map { change in
            "\(change.option) of \(replicaSets[change.set]?.name ?? "?") to \(change.value)"
        }
        addEvent(
            .volumeOptionsSet, "Options were set: \(names.joined(separator: ", ")).", at: time,
            about: workflow.subjects)
    }
}
