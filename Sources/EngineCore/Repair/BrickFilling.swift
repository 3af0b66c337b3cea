import AgentAPI
package import MortarModel
import Workflow

package import struct Foundation.Date

/// What all workflows do that put a new brick into a replica set and stay with it until it has everything.
package protocol BrickFilling: EngineWorkflow {
    var set: ReplicaSet { get }
    var new: Brick { get }
    /// Whether the user named the new brick's device to be wiped.
    var wipe: Bool { get }
    /// Where the new brick's files are, once it is made.
    var directory: String? { get set }
    /// Since when the new brick is being filled.
    var filling: Date? { get set }
    /// Whether the volume has the new brick: there is no way back then.
    var isInVolume: Bool { get }
    /// What the replica set is kept for.
    var work: BrickWork { get }
}

extension BrickFilling {
    package var subjects: EventSubjects { EventSubjects(host: new.hostID, storageDomain: set.storageDomainID) }

    static func release(_ this: inout Self, _ context: EngineContext) async throws {
        let (set, owner) = (this.set.id, this.work.owner)
        try await context.store.change { inventory in
            guard inventory.replicaSets[set]?.work?.owner == owner else { return }
            try inventory.replicaSets.update(set) { $0.work = nil }
        }
    }

    static func makeNewBrick(_ this: inout Self, _ context: EngineContext) async throws {
        let request = BrickRequest(
            id: this.new.id, device: this.new.device, wipe: this.wipe, stripe: this.new.stripe)
        this.directory = try await context.agent(of: this.new.hostID).makeBrick(request).directory
    }

    static func removeNewBrick(_ this: inout Self, _ context: EngineContext) async throws {
        if this.isInVolume { return }
        try await context.agent(of: this.new.hostID).removeBrick(this.new.id)
    }
}
