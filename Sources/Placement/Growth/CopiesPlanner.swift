package import MortarModel

/// Finds devices for more copies of the replica sets of a storage domain: each set loses nothing of its size, and its bricks are in
/// distinct zones where that is possible for all of them, on distinct hosts always.
///
/// A third copy takes the place of an arbiter. Full copies are placed first, on the hosts with the most devices, then arbiters on what is left, on the hosts with least room.
package struct CopiesPlanner: Sendable {
    private let layout: StorageLayout
    /// Arbiters that copies take the place of, by set.
    private let leaving: [ReplicaSetID: Brick]
    private let makeID: @Sendable () -> BrickID

    /// - Parameters:
    ///   - layout: with the redundancy that the sets shall have.
    ///   - makeID: gives each planned brick its identity.
    package init(_ layout: StorageLayout, makeID: @escaping @Sendable () -> BrickID = { BrickID() }) {
        let isThree = layout.redundancy == .threeCopies
        leaving = layout.sets.reduce(into: [:]) { $0[$1.id] = isThree ? $1.bricks.first(where: \.isArbiter) : nil }
        var layout = layout
        if isThree { for index in layout.sets.indices { layout.sets[index].bricks.removeAll(where: \.isArbiter) } }
        self.layout = layout
        self.makeID = makeID
    }

    /// Throws `noCapacity` with what is missing.
    package func plan() throws(Failure) -> CopiesPlan {
        try refuseTooFewHosts()
        if layout.hasZonesEnough, case .found(let bricks) = placed(inZones: true) { return plan(bricks, []) }
        switch placed(inZones: false) {
        case .found(let bricks): return plan(bricks, zoneRemarks)
        case .lacking(let count, let size): throw lacksDevices(count, size)
        }
    }

    private enum Placement {
        /// Of each set.
        case found([[Brick]])
        case lacking(Int, size: ByteCount)
    }

    // MARK: Placing

    private func placed(inZones: Bool) -> Placement {
        var state = (sets: layout.sets, devices: layout.devices, new: layout.sets.map { _ in [Brick]() })
        for isArbiter in [false, true] {
            let demands = state.sets.map { demand(of: $0, arbiters: isArbiter) }
            var matching = CopyMatching(
                demands, state.devices, preferring: isArbiter ? .leastRoom : .mostDevices
            ) { inZones ? layout.zones[$0] : .host($0) }
            let missing = matching.run()
            if missing > 0 {
                return .lacking(missing, size: demands.filter { $0.count > 0 }.map(\.size).max() ?? .zero)
            }
            for (index, chosen) in matching.choices.enumerated() {
                let bricks = chosen.map { brick($0, isArbiter) }
                state.sets[index].bricks += bricks
                state.new[index] += bricks
                state.devices.removeAll { chosen.contains($0) }
            }
        }
        return .found(state.new)
    }

    private func demand(of set: FilledSet, arbiters: Bool) -> CopyMatching.Demand {
        let wanted = layout.redundancy.count(ofArbiters: arbiters)
        let size = arbiters ? min(set.capacity, ArbiterSize.needed(for: set.capacity)) : set.capacity
        let left = max(0, layout.redundancy.brickCount - set.bricks.count)
        let count = min(left, max(0, wanted - set.bricks.count { $0.isArbiter == arbiters }))
        return .init(count: count, size: size, taken: Set(set.bricks.map(\.hostID)))
    }

    private func brick(_ device: StorageLayout.Device, _ isArbiter: Bool) -> Brick {
        Brick(id: makeID(), hostID: device.hostID, device: device.device, size: device.size, isArbiter: isArbiter)
    }

    private var zoneRemarks: [String] {
        if layout.zones == HostZones() { return [] }
        return [
            "Not every copy is in a zone of its own: \(layout.redundancy.brickCount) zones with devices enough are needed."
        ]
    }

    // MARK: The plan

    private func plan(_ bricks: [[Brick]], _ remarks: [String]) -> CopiesPlan {
        let copies = zip(layout.sets, bricks).flatMap { set, new in
            var set = set
            return new.map { brick in
                set.bricks.append(brick)
                // From two bricks on a set has the quorum that Mortar gives it.
                set.quorum = .majority
                return PlannedCopy(
                    set: set.id, new: brick, leaving: leaving[set.id], bytes: set.bytesToMove(brick),
                    tolerance: set.tolerance(filling: [brick.id], zones: layout.zones),
                    toleranceAfter: set.tolerance(zones: layout.zones))
            }
        }
        return CopiesPlan(redundancy: layout.redundancy, copies: copies, remarks: copies.isEmpty ? [] : remarks)
    }
}

extension Redundancy {
    /// Full copies, or arbiters, of a set.
    fileprivate func count(ofArbiters: Bool) -> Int {
        switch self {
        case .threeCopies: ofArbiters ? 0 : 3
        case .twoCopiesAndArbiter: ofArbiters ? 1 : 2
        case .oneCopy: ofArbiters ? 0 : 1
        }
    }
}

extension CopiesPlanner {
    // MARK: Failures

    private func refuseTooFewHosts() throws(Failure) {
        let width = layout.redundancy.brickCount
        let hosts = Set(layout.devices.map(\.hostID)).union(layout.sets.flatMap { $0.bricks.map(\.hostID) })
        if hosts.count >= width || layout.sets.allSatisfy({ $0.bricks.count >= width }) { return }
        let names = hosts.map { layout.name(of: $0) }.sorted().joined(separator: ", ")
        throw Failure(
            .noCapacity, "\(layout.redundancy.words) need bricks on \(width) hosts.",
            cause: "Only \(names) \(hosts.count == 1 ? "has" : "have") bricks of the storage domain or blank devices.",
            correction:
                "Add hosts: give the “mortar deploy” command of this cluster again, with the new ones named last. Or add"
                + " disks to those that have none.")
    }

    private func lacksDevices(_ count: Int, _ size: ByteCount) -> Failure {
        let blank = layout.devices.sorted { ($0.hostID, $0.device) < ($1.hostID, $1.device) }
        let names = blank.prefix(Self.mostNames).map { "\(layout.words($0)) (\($0.size))" }.joined(separator: ", ")
        let needy = layout.sets.filter { $0.bricks.count < layout.redundancy.brickCount }
        return Failure(
            .noCapacity,
            "\(count) device\(count == 1 ? " is" : "s are") missing for \(layout.redundancy.words.lowercased()).",
            cause: "\(needy.map(\.name).sorted().joined(separator: ", ")): "
                + (blank.isEmpty ? "there is no blank device." : "blank are \(names)."),
            correction:
                "Add \(count) device\(count == 1 ? "" : "s") of at least \(size), each on a host that has no brick of"
                + " the replica set that it is for, or name devices to be wiped.",
            objects: needy.map { "replica set \($0.name)" }.sorted())
    }

    private static let mostNames = 6
}

extension Redundancy {
    /// As the subject of a sentence.
    fileprivate var words: String {
        switch self {
        case .threeCopies: "Three copies"
        case .twoCopiesAndArbiter: "Two copies and an arbiter"
        case .oneCopy: "One copy"
        }
    }
}
