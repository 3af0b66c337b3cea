import AgentAPI
import Concurrency
import MortarModel

extension ReplicaSetMaking {
    /// Deletes the volumes that this attempt made.
    func deleteVolumes(_ context: EngineContext) async throws {
        for volume in try await ownVolumes(context) {
            try await context.pool.share { try await context.anyPoolAgent().deleteVolume(volume.name) }
        }
    }

    /// Unmounts the volumes that this attempt made, on all hosts.
    func unmountVolumes(_ context: EngineContext) async throws {
        let names = try await ownVolumes(context).map(\.name)
        _ = try await concurrently(context.inventory.hosts.filter(\.isPoolMember)) { host in
            for name in names { try await context.agent(of: host.id).unmountVolume(name) }
        }
    }

    /// Known by their bricks: a volume of the same name may be somebody else's, or a later attempt's.
    private func ownVolumes(_ context: EngineContext) async throws -> [VolumeFacts] {
        let own = Set(directories.values)
        return try await context.volumes().filter { volume in
            sets.contains { $0.name == volume.name } && !volume.bricks.isEmpty
                && volume.bricks.allSatisfy { own.contains($0.brick.directory) }
        }
    }
}
