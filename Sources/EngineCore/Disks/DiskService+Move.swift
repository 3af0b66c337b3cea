package import MortarModel

extension DiskService {
    /// A disk to be moved.
    package struct Move: Sendable {
        /// Nil for any other set of the storage domain.
        package var replicaSet: ReplicaSetID?
        /// Nil for the one of the replica set, or else the one that the disk is in.
        package var storageDomain: StorageDomainID?
        /// The most that is copied in a second; nil for as fast as it goes.
        package var bandwidth: ByteCount?

        package init(
            replicaSet: ReplicaSetID? = nil, storageDomain: StorageDomainID? = nil, bandwidth: ByteCount? = nil
        ) {
            self.replicaSet = replicaSet
            self.storageDomain = storageDomain
            self.bandwidth = bandwidth
        }
    }

    /// Reserves room on another replica set and begins to move a disk there; a VM that runs with it goes on running.
    package func move(_ id: DiskID, _ move: Move, by request: RequestOrigin) async throws -> Job {
        try CopyBandwidth.check(move.bandwidth)
        let workflow = try context.inventory.plannedMove(of: id, move)
        return try await workflows.start(workflow, by: request) { inventory in
            try inventory.reserve(workflow, at: context.now(), correlationID: request.correlationID)
        }
    }

    /// Has a disk stay where it is; one that has as good as moved arrives.
    package func cancelMove(_ id: DiskID) async throws {
        try await context.store.change { try $0.cancelMove(of: id) }
    }
}
