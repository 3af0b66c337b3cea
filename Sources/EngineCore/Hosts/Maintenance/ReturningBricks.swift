import AgentAPI
import HashTreeCollections
import MortarModel

/// What has to be true of a host's bricks before the next brick of their replica sets may be touched.
struct ReturningBricks {
    private let host: Host

    init(of host: Host) {
        self.host = host
    }

    /// Throws `conflict` where a brick is not online, or is not connected with all that the others are connected with:
    /// self-heal daemons have stayed away from restarted bricks (glusterfs#2492).
    ///
    /// - Parameter dead: bricks that are not expected.
    func refuseMissing(_ context: EngineContext, but dead: Set<BrickID> = []) async throws {
        let bricks = context.inventory.servingBricks(of: host.id).filter { !dead.contains($0.brick.id) }
        if bricks.isEmpty { return }
        let agent = try context.agent(of: host.id)
        let volumes = try await context.volumes(from: agent)
        for (set, brick) in bricks {
            let volume = volumes.first { $0.name == set.name }
            guard let facts = volume?.bricks.first(where: { $0.brick.isPlace(of: brick) }),
                volume?.isStatusKnown == true
            else { throw missing(set, "what it does is not known") }
            guard facts.isOnline else { throw missing(set, "its process does not run") }
            if let difference = BrickConnections.difference(
                try await context.connections(volume: set.name, from: agent))
            {
                throw missing(set, "it lacks \(difference)")
            }
        }
    }

    private func missing(_ set: ReplicaSet, _ what: String) -> Failure {
        Failure(
            .conflict, "The brick of \(set.name) on \(host.name) is not back in service: \(what).",
            correction:
                "See “gluster volume status \(set.name)” and /var/log/glusterfs/bricks/ on the host; then activate"
                + " it again.", objects: ["host \(host.name)"])
    }
}

extension Inventory {
    /// A host's bricks that are not mounted, or whose file systems do no work any more, as it last told.
    func deadBricks(of host: HostID) -> Set<BrickID> {
        guard let facts = observations.hosts[host]?.facts else { return [] }
        let working = facts.bricks.filter { $0.isMounted && $0.failure == nil }.map(\.id)
        return bricks(on: host).subtracting(working)
    }

    /// A host's bricks whose volumes should be running, with their replica sets, in the order of their names.
    func servingBricks(of host: HostID) -> [(set: ReplicaSet, brick: Brick)] {
        replicaSets.sortedByName.filter(isInService).flatMap { set in
            set.bricks.filter { $0.hostID == host }.map { (set, $0) }
        }
    }
}
