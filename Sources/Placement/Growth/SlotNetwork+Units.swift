import MortarModel

extension SlotNetwork {
    /// A move of 1 more costs as much as no byte, a thousand cost less than a page.
    private static let pageShift = 12, countShift = 10

    private static func cost(_ bytes: ByteCount) -> Int {
        let pages = (Int(bytes.bytes) + (1 << pageShift) - 1) >> pageShift
        return pages << countShift + 1
    }

    mutating func addUnits(_ sets: [FilledSet], _ movesSmallArbiters: Bool) {
        for set in sets where set.bricks.count > 1 {
            for bricks in MovableUnit.groups(of: set, movesSmallArbiters: movesSmallArbiters) {
                // An arbiter that goes with the copies may get the place of any of them.
                let need = bricks.map(set.neededSize).max() ?? .zero
                units.append(MovableUnit(set, neededSize: need, zones: zones, center: graph.addNode()))
                for brick in bricks { addLeave(of: brick, set.bytesToMove(brick), to: units.count - 1) }
            }
        }
        units.sort { $0.neededSize < $1.neededSize }
    }

    private mutating func addLeave(of brick: Brick, _ bytes: ByteCount, to unit: Int) {
        let place = zones[brick.hostID]
        let slot = node(of: Slot(host: brick.hostID, size: brick.size))
        let arc = graph.connect(zoneNode(place, unit), slot, room: 1, cost: Self.cost(bytes))
        units[unit].leaves.append(Leave(arc: arc, brick: brick, place: place))
    }

    /// Where bricks arrive that are to be in a zone, and leave that are in it.
    private mutating func zoneNode(_ place: HostZones.Place, _ unit: Int) -> Int {
        if let node = units[unit].nodes[place] { return node }
        let (node, center) = (graph.addNode(), units[unit].center)
        units[unit].nodes[place] = node
        let count = units[unit].places[place] ?? 0
        // A zone of its own comes before one in which the set is already.
        graph.connect(node, center, room: units[unit].mostInPlace - count, cost: count > 0 ? 1 : 0)
        if count > 0 { graph.connect(center, node, room: .max / 4) }
        return node
    }

    /// Makes the arcs by which devices of a slot go into sets, when the slot is reached for the first time.
    mutating func open(_ node: Int) {
        guard let number = unopened.removeValue(forKey: node) else { return }
        let slot = slots[number]
        if forbidden.contains(slot.host) { return }
        let place = zones[slot.host]
        for unit in units.indices {
            if units[unit].neededSize > slot.size { break }
            if units[unit].hosts.contains(slot.host) { continue }
            let arc = graph.connect(node, door(slot.host, place, unit), room: 1)
            units[unit].arrivals.append(Arrival(arc: arc, slot: number, place: place))
        }
    }

    /// Through it one brick of a set at most comes to a host.
    private mutating func door(_ host: HostID, _ place: HostZones.Place, _ unit: Int) -> Int {
        if let door = units[unit].doors[host] { return door }
        let door = graph.addNode()
        units[unit].doors[host] = door
        graph.connect(door, zoneNode(place, unit), room: 1)
        return door
    }

    // MARK: Moves

    /// The moves of the flow, each one unit of it: a brick, and the slot where it goes.
    var moves: [(set: ReplicaSetID, brick: Brick, slot: Slot)] {
        units.flatMap { unit in
            pairs(unit).map { (unit.set, $0.brick, slots[$1.slot]) }
        }
    }

    /// Bricks stay in their zones where the flow lets them.
    private func pairs(_ unit: MovableUnit) -> [(Leave, Arrival)] {
        var arrivals = unit.arrivals.filter { graph.flow(through: $0.arc) > 0 }
        let leaves = unit.leaves.filter { graph.flow(through: $0.arc) > 0 }
        var (pairs, rest) = ([(Leave, Arrival)](), [Leave]())
        for leave in leaves {
            guard let index = arrivals.firstIndex(where: { $0.place == leave.place }) else {
                rest.append(leave)
                continue
            }
            pairs.append((leave, arrivals.remove(at: index)))
        }
        return pairs + zip(rest, arrivals)
    }
}
