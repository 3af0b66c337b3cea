import MortarModel

/// Free devices as a flow through hosts and replica sets, whose least cost tells which bricks have to move.
///
/// A slot is a host's devices of one size. A free device flows from its slot into a set, when a brick of the set takes
/// it, and out of the set into the slot that the brick leaves; there it is free for another brick or for the goal. What
/// flows into a set must flow out of it, at most one unit for each host outside the set and for each of its bricks, and
/// in every zone no more arrive than leave beyond what the set's zones allow: so every whole flow is a layout without two
/// bricks of a set on one host, and every such layout is a flow. A brick that leaves costs what is copied, and one more
/// than that, so that of equal plans the one with fewer moves is taken.
///
/// For devices of one size the cheapest flow is the cheapest plan. Arcs are made when a search reaches their slot.
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

    /// A free device flowing into a set on its way through one of the set's nodes.
    struct Arrival {
        var arc: Int
        var slot: Int
        var place: HostZones.Place
    }

    /// A brick that may leave its slot.
    struct Leave {
        var arc: Int
        var brick: Brick
        var place: HostZones.Place
    }

    static let sink = 0, source = 1
    let zones: HostZones
    let forbidden: Set<HostID>
    var graph = FlowGraph()
    var slots: [Slot] = []
    var slotNodes: [Slot: Int] = [:]
    /// Of each node the number of its slot, if it is one that was not reached yet.
    var unopened: [Int: Int] = [:]
    /// Those that need least first.
    var units: [MovableUnit] = []
    private(set) var wanted = 0

    init(_ state: LayoutState, for goal: Goal, movesSmallArbiters: Bool = true) {
        zones = state.zones
        if case .empty(let hosts) = goal { forbidden = hosts } else { forbidden = [] }
        _ = (graph.addNode(), graph.addNode())
        for (slot, devices) in state.free.sorted(by: { Self.isBefore($0.key, $1.key) }) where !devices.isEmpty {
            if !forbidden.contains(slot.host) { graph.connect(Self.source, node(of: slot), room: devices.count) }
        }
        addUnits(state.sets, movesSmallArbiters)
        addGoal(goal, state)
    }

    private static func isBefore(_ one: Slot, _ other: Slot) -> Bool { (one.host, one.size) < (other.host, other.size) }

    mutating func node(of slot: Slot) -> Int {
        if let node = slotNodes[slot] { return node }
        let node = graph.addNode()
        slotNodes[slot] = node
        unopened[node] = slots.count
        slots.append(slot)
        return node
    }

    // MARK: Goal

    private mutating func addGoal(_ goal: Goal, _ state: LayoutState) {
        switch goal {
        case .sets(let count, let size, let width, let inZones):
            wanted = count * width
            addPiles(count, size, inZones)
            fillDirectly(state)
        case .empty(let hosts):
            for set in state.sets {
                for brick in set.bricks where hosts.contains(brick.hostID) {
                    graph.connect(node(of: Slot(host: brick.hostID, size: brick.size)), Self.sink, room: 1)
                    wanted += 1
                }
            }
        }
    }

    /// A pile of free devices for each zone or host gives each set one device at most.
    private mutating func addPiles(_ count: Int, _ size: ByteCount, _ inZones: Bool) {
        var piles: [HostZones.Place: Int] = [:]
        for slot in slots where slot.size >= size {
            let place = inZones ? zones[slot.host] : .host(slot.host)
            let pile = piles[place] ?? graph.addNode()
            if piles.updateValue(pile, forKey: place) == nil { graph.connect(pile, Self.sink, room: count) }
            graph.connect(node(of: slot), pile, room: .max / 4)
        }
    }

    /// Devices that are free already cost nothing where they are.
    private mutating func fillDirectly(_ state: LayoutState) {
        for arc in graph.outgoing[Self.source] {
            let slot = graph.arcs[arc].head
            for toPile in graph.outgoing[slot] where toPile.isMultiple(of: 2) && graph.arcs[toPile].cost == 0 {
                let pile = graph.arcs[toPile].head
                guard let toSink = graph.outgoing[pile].first(where: { graph.arcs[$0].head == Self.sink }) else {
                    continue
                }
                let amount = min(graph.arcs[arc].room, graph.arcs[toSink].room, wanted)
                for part in [arc, toPile, toSink] { graph.push(amount, through: part) }
                wanted -= amount
            }
        }
    }

    // MARK: Flow

    /// Sends what is wanted through the network; returns how much of it does not get through.
    mutating func run() -> Int {
        while wanted > 0, augment() { wanted -= 1 }
        return wanted
    }

    /// Sends one device more along the cheapest way.
    private mutating func augment() -> Bool {
        var search = PathSearch(from: Self.source, in: graph)
        while let node = search.settleNext() {
            if node == Self.sink {
                for arc in search.path(to: node, in: graph) { graph.push(1, through: arc) }
                let length = search.distance(to: node)
                for node in search.settled { graph.lowerPotential(of: node, by: length - search.distance(to: node)) }
                return true
            }
            open(node)
            search.leave(node, in: graph)
        }
        return false
    }
}
