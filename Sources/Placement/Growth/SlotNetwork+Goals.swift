import MortarModel

extension SlotNetwork {
    mutating func addGoal(_ goal: Goal, _ state: LayoutState) {
        switch goal {
        case .sets(let count, let size, let width, let inZones):
            wanted = count * width
            addPiles(count, size, inZones)
            fillDirectly()
        case .empty(let hosts):
            for brick in state.sets.flatMap(\.bricks) where hosts.contains(brick.hostID) {
                let stop = stop(Slot(host: brick.hostID, size: brick.size))
                graph.connect(stop.node, Self.sink, room: 1)
                wanted += 1
            }
        }
    }

    /// A pile of free devices for each zone or host gives each set one device at most.
    private mutating func addPiles(_ count: Int, _ size: ByteCount, _ inZones: Bool) {
        var piles: [Int: Int] = [:]
        for stop in stops where stop.slot.size >= size {
            let place = inZones ? stop.place : stop.host
            let pile = piles[place] ?? graph.addNode()
            if piles.updateValue(pile, forKey: place) == nil { graph.connect(pile, Self.sink, room: count) }
            graph.connect(stop.node, pile, room: Self.endless)
        }
    }

    /// Devices that are free already cost nothing where they are.
    private mutating func fillDirectly() {
        for arc in graph.outgoing[Self.source] {
            guard let toPile = graph.outgoing[graph.arcs[arc].head].first(where: isForward),
                let toSink = graph.outgoing[graph.arcs[toPile].head].first(where: isForward)
            else { continue }
            let amount = min(graph.arcs[arc].room, graph.arcs[toSink].room, wanted)
            for part in [arc, toPile, toSink] { graph.push(amount, through: part) }
            wanted -= amount
        }
    }

    /// Not a twin.
    private func isForward(_ arc: Int) -> Bool { arc.isMultiple(of: 2) }
}
