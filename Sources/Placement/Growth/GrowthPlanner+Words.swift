import MortarModel

extension GrowthPlanner {
    func capacity(of sets: [BrickPlanner.PlannedSet]) -> ByteCount {
        sets.reduce(.zero) { $0 + filled($1).capacity }
    }

    /// An arbiter is meant to be small: what its device has beyond its need is not counted.
    func waste(of sets: [BrickPlanner.PlannedSet]) -> ByteCount {
        sets.reduce(.zero) { sum, set in
            let capacity = filled(set).capacity
            return set.bricks.filter { !$0.isArbiter }.reduce(sum) { $0 + $1.size - capacity }
        }
    }

    private func filled(_ set: BrickPlanner.PlannedSet) -> FilledSet {
        FilledSet(id: ReplicaSetID(), name: "", bricks: set.bricks, used: .zero)
    }

    // MARK: Remarks

    func remarks(_ state: LayoutState, _ unused: [StorageLayout.Device]) -> [String] {
        let wasted = waste(of: newSets(of: state))
        var remarks: [String] = []
        if wasted > .zero {
            remarks.append("\(wasted) of the new sets' devices stay unused, as devices of one set differ in size.")
        }
        if !unused.isEmpty { remarks.append(reason(state, unused)) }
        return remarks
    }

    /// Why devices stay unused, and what is missing for another set.
    private func reason(_ state: LayoutState, _ unused: [StorageLayout.Device]) -> String {
        let noun = inZones && layout.zones != HostZones() ? "zone" : "host"
        let preposition = noun == "zone" ? "in" : "on"
        let (missing, areNew) = missing(state, unused)
        let names = unused.prefix(Self.mostNames).map(layout.words).joined(separator: ", ")
        let rest = unused.count > Self.mostNames ? " and \(unused.count - Self.mostNames) more" : ""
        let kind = areNew ? "new" : "other"
        let one = "a device \(preposition) \(areNew ? "a new" : "another") \(noun)"
        let places = missing == 1 ? one : "devices \(preposition) \(missing) \(kind) \(noun)s"
        let distinct = width > 1 ? " \(preposition) \(width) \(noun)s" : ""
        return "\(names)\(rest) stay\(unused.count == 1 ? "s" : "") unused: a replica set takes \(width) devices"
            + "\(distinct). Add \(places) for one more set."
    }

    private static let mostNames = 6

    /// The fewest devices, each on a host of its own, with which there could be one more set; and whether only new hosts
    /// will do, as bricks have to move there.
    private func missing(_ state: LayoutState, _ unused: [StorageLayout.Device]) -> (count: Int, areNew: Bool) {
        let places = Set(unused.map { inZones ? layout.zones[$0.hostID] : .host($0.hostID) })
        let direct = max(1, width - places.count)
        let least = unused.map(\.size).min() ?? .zero
        for count in 1..<direct where isEnough(count, of: least, beside: state) { return (count, true) }
        return (direct, false)
    }

    private func isEnough(_ count: Int, of size: ByteCount, beside state: LayoutState) -> Bool {
        var next = layout
        next.sets = state.sets + newSets(of: state).map(filled)
        next.devices = state.devices
        next.devices += (0..<count).map { .init(hostID: HostID(rawValue: "new-\($0)"), device: "", size: size) }
        return freed(1, size, LayoutState(next) { BrickID() }) != nil
    }

    private func newSets(of state: LayoutState) -> [BrickPlanner.PlannedSet] {
        state.steps.compactMap { if case .create(let set) = $0 { set } else { nil } }
    }
}
