import AgentAPI
import Concurrency
package import MortarModel
import Workflow

/// A workflow that makes replica sets out of devices: bricks, volumes, mounts.
///
/// The sets are written down before the first step that it lends, and are in service only when all are done.
package protocol ReplicaSetMaking: EngineWorkflow {
    var domain: StorageDomain { get }
    var sets: [ReplicaSet] { get }
    /// Devices that the user named to be wiped.
    var wipe: Set<HostDevice> { get }
    /// Where each brick's files are, once it is made.
    var directories: [BrickID: String] { get set }
}

// MARK: Bricks

extension ReplicaSetMaking {
    static func makeBricks(_ this: inout Self, _ context: EngineContext) async throws {
        let wipe = this.wipe
        let bricks = this.sets.flatMap(\.bricks)
        let made = try await concurrently(bricks) { brick in
            let device = HostDevice(hostID: brick.hostID, device: brick.device)
            let request = BrickRequest(
                id: brick.id, device: brick.device, wipe: wipe.contains(device), stripe: brick.stripe)
            return try await context.agent(of: brick.hostID).makeBrick(request)
        }
        this.directories = Dictionary(uniqueKeysWithValues: made.map { ($0.id, $0.directory) })
        if made.contains(where: { $0.provisioning == "plain" }) {
            let domain = this.domain
            try await context.store.change { $0.tellPlainBricks(domain, at: context.now()) }
        }
    }

    static func removeBricks(_ this: inout Self, _ context: EngineContext) async throws {
        _ = try await concurrently(this.sets.flatMap(\.bricks)) { brick in
            try await context.agent(of: brick.hostID).removeBrick(brick.id)
        }
    }
}

// MARK: Volumes

extension ReplicaSetMaking {
    static func makeVolumes(_ this: inout Self, _ context: EngineContext) async throws {
        let directories = this.directories
        for set in this.sets {
            let inventory = context.inventory
            let bricks = try set.bricks.map { brick in
                guard let directory = directories[brick.id] else { throw Failure.missingDirectory(brick) }
                let host = try inventory.hosts.required(brick.hostID)
                return VolumeBrick(host: host.storageAddress, directory: directory)
            }
            let request = VolumeRequest(
                name: set.name, redundancy: set.redundancy, bricks: bricks,
                options: VolumeOptions.dictionary(for: set.redundancy))
            try await context.pool.share { try await context.agent(of: set.bricks[0].hostID).makeVolume(request) }
        }
    }

    static func deleteVolumes(_ this: inout Self, _ context: EngineContext) async throws {
        try await this.deleteVolumes(context)
    }
}

// MARK: Mounts

extension ReplicaSetMaking {
    static func mount(_ this: inout Self, _ context: EngineContext) async throws {
        let inventory = context.inventory
        let sets = this.sets
        _ = try await concurrently(inventory.hosts.filter(\.isPoolMember)) { host in
            let agent = try context.agent(of: host.id)
            for set in sets {
                try await agent.mountVolume(
                    MountRequest(volume: set.name, servers: inventory.servers(of: set, for: host.id)))
            }
        }
    }

    static func unmount(_ this: inout Self, _ context: EngineContext) async throws {
        try await this.unmountVolumes(context)
    }
}

extension Failure {
    fileprivate static func missingDirectory(_ brick: Brick) -> Failure {
        Failure(.internal, "The brick \(brick.id) on \(brick.device) was made without telling its directory.")
    }
}
