package import MortarModel

/// Finds other replica sets for all disks of one that is to be removed.
///
/// The disks of a VM go together, to where its other disks are if there is room. The largest are placed first, each on the
/// set with most room.
package struct SetEvacuation: Sendable {
    private let others: [CandidateSet]
    private let unfit: [CandidateSet]

    /// - Parameter others: the storage domain's sets that remain. Nothing moves to one that is not well.
    package init(onto others: [CandidateSet]) {
        let ordered = others.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
        self.others = ordered.filter { $0.condition == .well }
        unfit = ordered.filter { $0.condition != .well }
    }

    /// The moves, one after the other; no set is ever overfilled.
    ///
    /// Throws `noCapacity`, with what is missing, when disks find no place.
    ///
    /// - Parameter disks: all disks of the storage domain.
    package func moves(from set: ReplicaSetID, of disks: [FilledDisk]) throws(Failure) -> [PlannedDiskMove] {
        var (left, moves, homeless) = (others, [PlannedDiskMove](), [MovableDisks]())
        let groups = MovableDisks.groups(of: disks).filter { $0.set == set }
        for group in groups.sorted(by: { $0.size > $1.size }) {
            guard let place = place(for: group, left) else {
                homeless.append(group)
                continue
            }
            left[place].free -= group.size
            moves += group.moves(to: left[place].id)
        }
        if !homeless.isEmpty { throw lacksRoom(homeless, left) }
        return moves
    }

    private func place(for group: MovableDisks, _ sets: [CandidateSet]) -> Int? {
        let fit = sets.indices.filter { sets[$0].hasRoom(for: group.size) }
        let home = fit.first { group.elsewhere.contains(sets[$0].id) }
        return home ?? fit.max { sets[$0].free < sets[$1].free }
    }

    private func lacksRoom(_ groups: [MovableDisks], _ left: [CandidateSet]) -> Failure {
        let count = groups.reduce(0) { $0 + $1.disks.count }
        let size = groups.reduce(ByteCount.zero) { $0 + $1.size }
        let largest = max(left.map(\.free).max() ?? .zero, .zero)
        let room =
            "The disks of a VM stay together; after the others the emptiest of the remaining replica sets has"
            + " \(largest) left."
        let waiting = unfit.map { " Nothing moves to \($0.name): it \($0.condition.words)." }.joined()
        return Failure(
            .noCapacity, "\(count) disk\(count == 1 ? "" : "s") of \(size) find\(count == 1 ? "s" : "") no place.",
            cause: (left.isEmpty ? "" : room) + waiting,
            correction: unfit.isEmpty
                ? "Delete disks, or add devices to the storage domain."
                : "Wait until all replica sets are well: “mortar heal list” tells. Else delete disks, or add devices.")
    }
}
