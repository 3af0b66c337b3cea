package import MortarModel

/// Chooses replica sets for a VM's disks: one for all of them as long as they fit.
///
/// Among those with room, one that is well comes before one that is not, and one whose hosts can run the VM before one
/// whose hosts cannot; of those left, the one with the best share of free space, memory and processors.
package struct DiskPlacement: Sendable {
    private let candidates: [CandidateSet]

    package init(_ candidates: [CandidateSet]) {
        self.candidates = candidates.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
    }

    /// Chooses a set for each disk.
    ///
    /// Throws `noCapacity`, naming the largest disk that would fit, when one of them fits nowhere.
    ///
    /// - Parameters:
    ///   - sizes: of the new disks, in bytes.
    ///   - home: where the VM's other disks are; nil when it has none.
    ///   - vm: who gets them; nil for disks that belong to no VM yet.
    package func place(
        _ sizes: [ByteCount], beside home: ReplicaSetID? = nil, for vm: VMDemand? = nil
    ) throws(Failure) -> DiskPlacementDecision {
        let all = sizes.reduce(.zero, +)
        if home == nil, let set = best(for: all, vm, candidates) {
            return DiskPlacementDecision(sets: sizes.map { _ in set.id })
        }
        return try placeEach(sizes, beside: home, for: vm)
    }

    private func placeEach(
        _ sizes: [ByteCount], beside home: ReplicaSetID?, for vm: VMDemand?
    ) throws(Failure) -> DiskPlacementDecision {
        var decision = DiskPlacementDecision(sets: [])
        var (home, left) = (home, candidates)
        for size in sizes {
            guard let place = place(for: size, beside: home, vm, left) else { throw Self.noRoom(for: size, in: left) }
            let set = left[place]
            if let home, set.id != home { decision.remarks.append(Self.remark(size, on: set, home, left)) }
            decision.sets.append(set.id)
            left[place].free -= size
            home = home ?? set.id
        }
        return decision
    }

    private func place(
        for size: ByteCount, beside home: ReplicaSetID?, _ vm: VMDemand?, _ sets: [CandidateSet]
    ) -> Int? {
        let own = sets.firstIndex { $0.id == home && $0.hasRoom(for: size) }
        return own ?? best(for: size, vm, sets).flatMap { best in sets.firstIndex { $0.id == best.id } }
    }

    private func best(for size: ByteCount, _ vm: VMDemand?, _ sets: [CandidateSet]) -> CandidateSet? {
        sets.filter { $0.hasRoom(for: size) }.max {
            ($0.rank(for: size, vm), $1.name) < ($1.rank(for: size, vm), $0.name)
        }
    }

    private static func remark(
        _ size: ByteCount, on set: CandidateSet, _ home: ReplicaSetID, _ sets: [CandidateSet]
    ) -> String {
        let reason = sets.first { $0.id == home }.map { "\($0.name), which holds the VM's other disks, \($0.refusal)" }
        return "The disk of \(size) is on \(set.name): "
            + (reason ?? "the set that holds the VM's other disks is in another storage domain") + "."
    }

    private static func noRoom(for size: ByteCount, in sets: [CandidateSet]) -> Failure {
        let usable = sets.filter { $0.condition.isUsable }
        let away = sets.filter { !$0.condition.isUsable }.map { "\($0.name) \($0.refusal)." }
        let largest = max(usable.map(\.free).max() ?? .zero, .zero)
        return Failure(
            .noCapacity, "No replica set has room for a disk of \(size).",
            cause: (["The largest disk that fits now has \(largest)."] + away).joined(separator: " "),
            correction: "Take a smaller disk, delete disks, or add devices to the storage domain.")
    }
}
