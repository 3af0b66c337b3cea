import MortarModel

extension SlotNetwork {
    /// A cost counts pages of 4 KiB, and below them moves: a thousand moves cost less than one page.
    private static let pageShift = 12, countShift = 10

    private static func cost(_ bytes: ByteCount) -> Int {
        let pages = (Int(bytes.bytes) + (1 << pageShift) - 1) >> pageShift
        return pages << countShift + 1
    }

    mutating func addUnits(_ sets: [FilledSet], _ movesSmallArbiters: Bool) {
        for set in sets where set.bricks.count > 1 {
            for bricks in MovableUnit.groups(of: set, movesSmallArbiters: movesSmallArbiters) {
                addUnit(of: bricks, in: set)
            }
        }
        units.sort { $0.neededSize < $1.neededSize }
    }

    private mutating func addUnit(of bricks: [Brick], in set: FilledSet) {
        // An arbiter that goes with the copies may get the place of any of them.
        var unit = MovableUnit(
            set: set.id, neededSize: bricks.map(set.neededSize).max() ?? .zero, center: graph.addNode(),
            hosts: set.bricks.map { number(of: $0.hostID) })
        let places = set.bricks.map { number(of: zones[$0.hostID]) }
        let counts = places.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        // Of three bricks no more may be in one zone, if they are to be in no fewer zones than now.
        unit.mostInPlace = places.count - counts.count + 1
        units.append(unit)
        for place in Set(places).sorted() { addZone(place, with: counts[place] ?? 0, to: units.count - 1) }
        for brick in bricks { addLeave(of: brick, set.bytesToMove(brick), to: units.count - 1) }
    }

    /// Where bricks arrive that are to be in a zone, and leave that are in it.
    @discardableResult
    private mutating func addZone(_ place: Int, with count: Int, to number: Int) -> Int {
        let center = units[number].center
        let node = graph.addNode(likeNode: center)
        units[number].zoneNodes[place] = node
        // A zone of its own comes before one in which the set is already.
        graph.connect(node, center, room: units[number].mostInPlace - count, cost: count > 0 ? 1 : 0)
        if count > 0 { graph.connect(center, node, room: Self.endless) }
        return node
    }

    private mutating func addLeave(of brick: Brick, _ bytes: ByteCount, to number: Int) {
        let stop = stop(Slot(host: brick.hostID, size: brick.size))
        let zone = units[number].zoneNodes[stop.place] ?? units[number].center
        let arc = graph.connect(zone, stop.node, room: 1, cost: Self.cost(bytes))
        units[number].leaves.append(MovableUnit.Leave(arc: arc, brick: brick, place: stop.place))
    }

    // MARK: Arrivals

    mutating func noteUnitsByPlace() {
        for number in units.indices {
            for place in units[number].zoneNodes.keys { unitsByPlace[place, default: []].append(number) }
        }
    }

    /// Makes the arcs by which devices go from a stop into sets that a search has not reached from its place.
    mutating func open(_ stop: Stop, in search: PathSearch) {
        if stop.isForbidden { return }
        unreached.removeAll { search.hasSettled(units[$0].center) }
        for number in unreached where isLargeEnough(stop, for: number) && units[number].zoneNodes[stop.place] == nil {
            guard takes(number, from: stop) else { continue }
            addDoor(from: stop, to: number)
            unitsByPlace[stop.place, default: []].append(number)
            unreachedFrom[stop.place]?.append(number)
        }
        let waiting = (unreachedFrom[stop.place] ?? unitsByPlace[stop.place] ?? []).filter { number in
            !isLargeEnough(stop, for: number) || !hasReached(number, from: stop.place, search)
        }
        unreachedFrom[stop.place] = waiting
        for number in waiting where takes(number, from: stop) { addDoor(from: stop, to: number) }
    }

    private func hasReached(_ number: Int, from place: Int, _ search: PathSearch) -> Bool {
        units[number].zoneNodes[place].map(search.hasSettled) ?? false
    }

    private func isLargeEnough(_ stop: Stop, for number: Int) -> Bool { units[number].neededSize <= stop.slot.size }

    private func takes(_ number: Int, from stop: Stop) -> Bool {
        isLargeEnough(stop, for: number) && !units[number].hosts.contains(stop.host)
            && units[number].doors[stop.host] == nil
    }

    /// Through a door one brick of a set at most comes to a host, to a device of any of its sizes that are large enough.
    private mutating func addDoor(from stop: Stop, to number: Int) {
        let zone = units[number].zoneNodes[stop.place] ?? addZone(stop.place, with: 0, to: number)
        let door = graph.addNode(likeNode: zone)
        units[number].doors[stop.host] = door
        graph.connect(door, zone, room: 1)
        for other in stopsByHost[stop.host] where stops[other].slot.size >= units[number].neededSize {
            let arc = graph.connect(stops[other].node, door, room: 1)
            units[number].arrivals.append(MovableUnit.Arrival(arc: arc, slot: stops[other].slot, place: stop.place))
        }
    }
}
