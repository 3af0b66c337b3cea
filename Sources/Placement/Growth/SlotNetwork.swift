import MortarModel

/// Free devices as a flow through hosts and replica sets, whose least cost tells which bricks have to move.
///
/// A slot is a host's devices of one size. A free device flows from its slot into a set, when a brick of the set takes
/// it, and out of the set into the slot that the brick leaves; there it is free for another brick or for the goal. What
/// flows into a set must flow out of it, at most one unit for each host outside the set and for each of its bricks, and
/// in every zone no more arrive than leave beyond what the set's zones allow: so every whole flow is a layout without two
/// bricks of a set on one host, and every such layout is a flow. A brick that leaves costs what is copied, and one more
/// than that, so that of equal plans the one with fewer moves is taken. For devices of one size the cheapest flow is the
/// cheapest plan.
///
/// Arcs from a slot into sets are made when a search reaches the slot, and only into sets that the search has not reached
/// from the slot's zone before: what they would lead to is reached already, and no cheaper by them.
struct SlotNetwork {
    /// What free devices are for.
    enum Goal {
        /// So many new sets of devices of at least this size, each of distinct zones or at least distinct hosts.
        case sets(Int, size: ByteCount, width: Int, inZones: Bool)
        /// Every brick of these hosts has left.
        case empty(Set<HostID>)
    }

    struct Slot: Hashable {
        var host: HostID
        var size: ByteCount
    }

    /// A slot as a part of the network, its host and zone by numbers.
    struct Stop {
        var slot: Slot
        var node: Int
        var host: Int
        var place: Int
        /// Whether nothing may go from here into a set.
        var isForbidden: Bool
    }

    static let sink = 0, source = 1
    static let endless = Int.max / 4
    let zones: HostZones
    private let forbidden: Set<HostID>
    var graph = FlowGraph()
    private(set) var stops: [Stop] = []
    private var stopNumbers: [Slot: Int] = [:]
    /// Of each node the number of its stop.
    private(set) var stopsByNode: [Int: Int] = [:]
    private(set) var stopsByHost: [[Int]] = []
    private var hostNumbers: [HostID: Int] = [:]
    private var placeNumbers: [HostZones.Place: Int] = [:]
    /// Those that need least first.
    var units: [MovableUnit] = []
    /// Of each place the units that have a node for it.
    var unitsByPlace: [Int: [Int]] = [:]
    /// Units that a search has not reached at all.
    var unreached: [Int] = []
    /// Of each place those of its units that a search has not reached from there; all where nothing is noted.
    var unreachedFrom: [Int: [Int]] = [:]
    /// Devices that the goal still lacks.
    var wanted = 0

    init(_ state: LayoutState, for goal: Goal, movesSmallArbiters: Bool = true) {
        zones = state.zones
        if case .empty(let hosts) = goal { forbidden = hosts } else { forbidden = [] }
        _ = (graph.addNode(), graph.addNode())
        for (slot, devices) in state.free.sorted(by: { Self.isBefore($0.key, $1.key) }) where !devices.isEmpty {
            if !forbidden.contains(slot.host) { graph.connect(Self.source, stop(slot).node, room: devices.count) }
        }
        addUnits(state.sets, movesSmallArbiters)
        noteUnitsByPlace()
        addGoal(goal, state)
    }

    private static func isBefore(_ one: Slot, _ other: Slot) -> Bool { (one.host, one.size) < (other.host, other.size) }

    // MARK: Numbers

    mutating func stop(_ slot: Slot) -> Stop {
        if let number = stopNumbers[slot] { return stops[number] }
        let host = number(of: slot.host)
        let stop = Stop(
            slot: slot, node: graph.addNode(), host: host, place: number(of: zones[slot.host]),
            isForbidden: forbidden.contains(slot.host))
        stopNumbers[slot] = stops.count
        stopsByNode[stop.node] = stops.count
        stopsByHost[host].append(stops.count)
        stops.append(stop)
        return stop
    }

    mutating func number(of host: HostID) -> Int {
        if let number = hostNumbers[host] { return number }
        hostNumbers[host] = stopsByHost.count
        stopsByHost.append([])
        return stopsByHost.count - 1
    }

    mutating func number(of place: HostZones.Place) -> Int {
        let number = placeNumbers[place] ?? placeNumbers.count
        placeNumbers[place] = number
        return number
    }

    // MARK: Flow

    /// Sends what is wanted through the network; returns how much of it does not get through.
    mutating func run() -> Int {
        while wanted > 0, augment() { wanted -= 1 }
        return wanted
    }

    /// Sends one device more along the cheapest way.
    private mutating func augment() -> Bool {
        var search = PathSearch(from: Self.source, to: Self.sink, in: graph)
        unreached = Array(units.indices)
        unreachedFrom = [:]
        while let node = search.settleNext() {
            if node == Self.sink {
                take(search)
                return true
            }
            if let stop = stopsByNode[node] { open(stops[stop], in: search) }
            search.leave(node, in: graph)
        }
        return false
    }

    private mutating func take(_ search: PathSearch) {
        for arc in search.path(in: graph) { graph.push(1, through: arc) }
        let length = search.distance(to: Self.sink)
        for node in search.settled { graph.lowerPotential(of: node, by: length - search.distance(to: node)) }
    }
}
