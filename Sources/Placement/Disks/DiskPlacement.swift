package import MortarModel

/// Chooses the replica set for a VM's disks: all of them on one, the one with the most free space.
package struct DiskPlacement: Sendable {
    /// A replica set that may take disks.
    package struct Candidate: Sendable, Hashable {
        package var id: ReplicaSetID
        /// Free bytes less what disks already placed there may still grow by.
        package var free: ByteCount

        package init(id: ReplicaSetID, free: ByteCount) {
            self.id = id
            self.free = free
        }
    }

    package init() {}

    /// Throws `noCapacity`, naming the largest disk that would fit, when no set can take `size` bytes.
    ///
    /// - Parameter preferred: where the VM's other disks are; taken if it has room.
    package func choose(
        size: ByteCount, from candidates: [Candidate], preferred: ReplicaSetID? = nil
    ) throws(Failure) -> ReplicaSetID {
        let fitting = candidates.filter { $0.free >= size }
        if let preferred, fitting.contains(where: { $0.id == preferred }) { return preferred }
        guard let best = fitting.max(by: { ($0.free, $1.id) < ($1.free, $0.id) }) else {
            throw Self.noRoom(for: size, largest: candidates.map(\.free).max() ?? .zero)
        }
        return best.id
    }

    private static func noRoom(for size: ByteCount, largest: ByteCount) -> Failure {
        Failure(
            .noCapacity, "No replica set has room for a disk of \(size).",
            cause: "The largest disk that fits now has \(max(largest, .zero)).",
            correction: "Take a smaller disk, delete disks, or add devices to the storage domain.")
    }
}
