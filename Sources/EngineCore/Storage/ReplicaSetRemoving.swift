import AgentAPI
import Concurrency
import HashTreeCollections
package import MortarModel
import Workflow

/// A workflow that removes replica sets which hold no disks and are out of service: volumes and bricks go, devices are blank
/// again.
package protocol ReplicaSetRemoving: EngineWorkflow {
    var sets: [ReplicaSet] { get }
}

extension ReplicaSetRemoving {
    static func unmount(_ this: inout Self, _ context: EngineContext) async throws {
        let sets = this.sets
        _ = try await concurrently(context.inventory.hosts.filter(\.isPoolMember)) { host in
            for set in sets { try await context.agent(of: host.id).unmountVolume(set.name) }
        }
    }

    static func deleteVolumes(_ this: inout Self, _ context: EngineContext) async throws {
        for set in this.sets {
            try await context.pool.share { try await context.anyPoolAgent().deleteVolume(set.name) }
        }
    }

    static func removeBricks(_ this: inout Self, _ context: EngineContext) async throws {
        _ = try await concurrently(this.sets.flatMap(\.bricks)) { brick in
            try await context.agent(of: brick.hostID).removeBrick(brick.id)
        }
    }
}
