package import MortarModel

/// Takes hosts out of a storage domain, with the fewest bytes copied: all their bricks move to blank devices of others.
///
/// Where a brick may not go to a host with a free device, as its set has a brick there already, bricks of other sets make
/// way: the same flow as growth, see `SlotNetwork`.
package struct ShrinkPlanner: Sendable {
    private let layout: StorageLayout
    private let makeID: @Sendable () -> BrickID

    /// - Parameter makeID: gives each planned brick its identity.
    package init(_ layout: StorageLayout, makeID: @escaping @Sendable () -> BrickID = { BrickID() }) {
        self.layout = layout
        self.makeID = makeID
    }

    /// Plans that hosts carry no brick any more, after sets have been removed.
    ///
    /// Throws `noCapacity`, with what is missing, when other hosts cannot take all bricks, and `conflict` for bricks of
    /// sets of one copy, which cannot move while they serve.
    ///
    /// - Parameters:
    ///   - hosts: to be emptied; none, to remove sets only.
    ///   - removed: sets whose disks move to others first; their devices on other hosts are free then.
    package func plan(emptying hosts: Set<HostID>, removing removed: [ReplicaSetID] = []) throws(Failure) -> GrowthPlan
    {
        var state = LayoutState(layout, makeID: makeID)
        for set in removed { state.remove(set) }
        state.withdraw(hosts)
        let leaving = state.sets.filter { $0.bricks.contains { hosts.contains($0.hostID) } }
        if let single = leaving.first(where: { $0.bricks.count == 1 }) { throw cannotMove(single) }
        let after = try emptied(hosts, state)
        return GrowthPlan(
            steps: after.steps, capacityBefore: layout.capacity, capacityAfter: after.capacity, unused: after.devices,
            wasted: .zero, isOptimal: layout.sizes.count < 2, remarks: [])
    }

    private func emptied(_ hosts: Set<HostID>, _ state: LayoutState) throws(Failure) -> LayoutState {
        var missing = 0
        for movesSmallArbiters in [true, false] {
            var network = SlotNetwork(state, for: .empty(hosts), movesSmallArbiters: movesSmallArbiters)
            var after = state
            missing = network.run()
            if missing == 0, after.move(network.moves) {
                after.withdraw(hosts)
                return after
            }
        }
        throw lacksDevices(missing, hosts, state)
    }

    // MARK: Failures

    private func cannotMove(_ set: FilledSet) -> Failure {
        Failure(
            .conflict, "Replica set \(set.name) keeps one copy: its brick cannot move while it serves.",
            correction: "Remove the set: its disks move to others.", objects: ["replica set \(set.name)"])
    }

    private func lacksDevices(_ missing: Int, _ hosts: Set<HostID>, _ state: LayoutState) -> Failure {
        let names = hosts.map { layout.name(of: $0) }.sorted().joined(separator: ", ")
        let sets = state.sets.filter { $0.bricks.contains { hosts.contains($0.hostID) } }
        let needed =
            sets.flatMap { set in
                set.bricks.filter { hosts.contains($0.hostID) }.map { set.neededSize(for: $0) }
            }.max() ?? .zero
        let count = max(1, missing)
        return Failure(
            .noCapacity, "\(count) brick\(count == 1 ? "" : "s") of \(names) would have no place.",
            cause: "Bricks of \(sets.map(\.name).sorted().joined(separator: ", ")) are there;"
                + " \(state.devices.count) blank device\(state.devices.count == 1 ? " is" : "s are") left elsewhere.",
            correction:
                "Add \(count) device\(count == 1 ? "" : "s") of at least \(needed) on hosts that have no brick of"
                + " these sets, or remove a replica set first.",
            objects: hosts.map { "host \(layout.name(of: $0))" }.sorted())
    }
}
