package import MortarModel

/// A disk and where it is.
package struct PlacedDisk: Sendable, Hashable {
    package var id: DiskID
    package var size: ByteCount
    package var set: ReplicaSetID

    package init(id: DiskID, size: ByteCount, set: ReplicaSetID) {
        self.id = id
        self.size = size
        self.set = set
    }
}

/// A disk that should be on another replica set.
package struct PlannedDiskMove: Sendable, Hashable {
    package var disk: DiskID
    package var target: ReplicaSetID
    /// What is copied at most: a disk may occupy less than its size.
    package var bytes: ByteCount

    package init(disk: DiskID, target: ReplicaSetID, bytes: ByteCount) {
        self.disk = disk
        self.target = target
        self.bytes = bytes
    }
}

/// Brings a VM's disks together on one replica set, of which the VM's host has a copy, with the fewest bytes copied.
package struct DiskGathering: Sendable {
    private let candidates: [CandidateSet]
    private let local: Set<ReplicaSetID>?

    /// - Parameters:
    ///   - candidates: every set that disks may be on or go to.
    ///   - local: the sets of which the VM's host has a clean copy; nil for a VM that does not run.
    package init(_ candidates: [CandidateSet], local: Set<ReplicaSetID>?) {
        self.candidates = candidates.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
        self.local = local
    }

    /// The moves in the disks' order; empty when all is as it should be, nil when no set can take what is elsewhere.
    ///
    /// Nothing moves to a set that is not well: a heal there would have to copy it again.
    package func moves(for disks: [PlacedDisk]) -> [PlannedDiskMove]? {
        let plans = candidates.filter { local?.contains($0.id) ?? true }.compactMap { plan(for: disks, on: $0) }
        return plans.min { bytes($0) < bytes($1) }
    }

    private func plan(for disks: [PlacedDisk], on set: CandidateSet) -> [PlannedDiskMove]? {
        let moves = disks.filter { $0.set != set.id }
            .map { PlannedDiskMove(disk: $0.id, target: set.id, bytes: $0.size) }
        return moves.isEmpty || (set.condition == .well && set.hasRoom(for: bytes(moves))) ? moves : nil
    }

    private func bytes(_ moves: [PlannedDiskMove]) -> ByteCount { moves.reduce(.zero) { $0 + $1.bytes } }
}
