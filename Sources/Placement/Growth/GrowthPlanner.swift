package import MortarModel

/// Makes as many new replica sets as blank devices allow, with the fewest bytes copied.
///
/// Devices on enough hosts become sets as they are. Where they are on too few, bricks of existing sets move to them, which
/// frees devices elsewhere: as a flow of least cost, see `SlotNetwork`. For devices of one size no plan has more sets,
/// nor as many with fewer bytes. Devices of several sizes are taken by classes, the largest first, so that a set has
/// devices of like sizes; what is left of a class goes with the next. That is a good plan, not always the best, and the
/// plan says so.
package struct GrowthPlanner: Sendable {
    let layout: StorageLayout
    private let makeID: @Sendable () -> BrickID
    let inZones: Bool
    var width: Int { layout.redundancy.brickCount }

    /// Sizes are of one class when the largest is no more than this part larger than the smallest: disks of one trade
    /// size differ by less.
    private static let classWidth = 0.05

    /// - Parameter makeID: gives each planned brick its identity.
    package init(_ layout: StorageLayout, makeID: @escaping @Sendable () -> BrickID = { BrickID() }) {
        self.layout = layout
        self.makeID = makeID
        inZones = layout.hasZonesEnough
    }

    package func plan() -> GrowthPlan {
        let classes = sizeClasses()
        var best = grow(classes)
        if classes.count > 1 {
            best = better(best, grow(Array(classes.suffix(1))))
            if layout.redundancy == .twoCopiesAndArbiter { best = better(best, grow(classes, withSmallArbiters: true)) }
        }
        return plan(best)
    }

    /// The one with more capacity, or with as much for fewer bytes.
    private func better(_ one: Growth, _ other: Growth) -> Growth {
        (capacity(after: other), one.bytes) > (capacity(after: one), other.bytes) ? other : one
    }

    /// The least size of each class of blank devices, the largest first.
    private func sizeClasses() -> [ByteCount] {
        layout.devices.map(\.size).sorted().reduce(into: [ByteCount]()) { classes, size in
            let limit = classes.last.map { Double($0.bytes) * (1 + Self.classWidth) } ?? -1
            if Double(size.bytes) > limit { classes.append(size) }
        }.reversed()
    }

    /// A set gets larger when its smallest brick moves to a larger device.
    private func capacity(after growth: Growth) -> ByteCount { growth.state.capacity + capacity(of: growth.newSets) }

    private func grow(_ classes: [ByteCount], withSmallArbiters: Bool = false) -> Growth {
        var growth = Growth(state: LayoutState(layout, makeID: makeID))
        for size in classes {
            if withSmallArbiters { addSetsWithSmallArbiters(of: size, to: &growth) }
            addSets(of: size, to: &growth)
        }
        return growth
    }

    private func addSetsWithSmallArbiters(of size: ByteCount, to growth: inout Growth) {
        let place = { inZones ? layout.zones[$0] : HostZones.Place.host($0) }
        var sets = SmallArbiterSets(of: size, from: growth.state.devices, place: place, makeID: makeID)
        growth.state.create(sets.all())
    }

    private func addSets(of size: ByteCount, to growth: inout Growth) {
        let most = growth.state.devices.count { $0.size >= size } / width
        guard let state = mostSets(upTo: most, size, growth.state) else { return }
        let planner = BrickPlanner(redundancy: layout.redundancy, zones: layout.zones, makeID: makeID)
        let plan = planner.plan(state.devices.filter { $0.size >= size })
        let sets = plan.sets.filter(hasRoomForNames)
        if sets.isEmpty { return }
        growth.state = state
        growth.state.create(sets)
        if let remark = plan.remark, !growth.remarks.contains(remark) { growth.remarks.append(remark) }
    }

    /// An arbiter that cannot name every shard of the copies would stop the set one day.
    private func hasRoomForNames(_ set: BrickPlanner.PlannedSet) -> Bool {
        guard let arbiter = set.bricks.first(where: \.isArbiter) else { return true }
        let capacity = capacity(of: [set])
        return arbiter.size >= min(capacity, ArbiterSize.needed(for: capacity))
    }

    /// The state in which devices for as many sets as possible are free; nil when there are none even for one.
    private func mostSets(upTo most: Int, _ size: ByteCount, _ state: LayoutState) -> LayoutState? {
        if most < 1 { return nil }
        if let all = freed(most, size, state) { return all }
        var (best, few, many) = (LayoutState?.none, 0, most)
        while many - few > 1 {
            let count = (few + many) / 2
            if let next = freed(count, size, state) { (best, few) = (next, count) } else { many = count }
        }
        return best
    }

    /// The state after the moves that free devices for so many sets; nil when none do.
    func freed(_ count: Int, _ size: ByteCount, _ state: LayoutState) -> LayoutState? {
        for movesSmallArbiters in [true, false] {
            let goal = SlotNetwork.Goal.sets(count, size: size, width: width, inZones: inZones)
            var network = SlotNetwork(state, for: goal, movesSmallArbiters: movesSmallArbiters)
            var after = state
            if network.run() == 0, after.move(network.moves) { return after }
        }
        return nil
    }

    private func plan(_ growth: Growth) -> GrowthPlan {
        let unused = growth.state.devices
        return GrowthPlan(
            steps: growth.state.steps, capacityBefore: layout.capacity,
            capacityAfter: capacity(after: growth), unused: unused,
            wasted: waste(of: growth.newSets), isOptimal: layout.sizes.count < 2,
            remarks: growth.remarks + remarks(growth.state, unused))
    }
}

/// What was planned so far.
struct Growth {
    var state: LayoutState
    var remarks: [String] = []

    var newSets: [BrickPlanner.PlannedSet] {
        state.steps.compactMap { if case .create(let set) = $0 { set } else { nil } }
    }

    var bytes: ByteCount { state.steps.reduce(.zero) { $0 + $1.bytes } }
}
