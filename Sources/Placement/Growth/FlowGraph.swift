/// A directed graph with a flow through it; every arc has a twin that takes flow back.
struct FlowGraph {
    struct Arc {
        let head: Int
        /// How much more it takes.
        var room: Int
        let cost: Int
    }

    private(set) var arcs: [Arc] = []
    private(set) var outgoing: [[Int]] = []
    /// Of each node; with them no arc with room is cheaper than nothing (Johnson's potentials).
    private var potentials: [Int] = []

    /// - Parameter other: a node whose potential the new one shares; nil for one that no search has come to.
    mutating func addNode(likeNode other: Int? = nil) -> Int {
        outgoing.append([])
        potentials.append(other.map { potentials[$0] } ?? 0)
        return outgoing.count - 1
    }

    /// Returns the arc's number; its twin's is one more.
    @discardableResult
    mutating func connect(_ tail: Int, _ head: Int, room: Int, cost: Int = 0) -> Int {
        outgoing[tail].append(arcs.count)
        arcs.append(Arc(head: head, room: room, cost: cost))
        outgoing[head].append(arcs.count)
        arcs.append(Arc(head: tail, room: 0, cost: -cost))
        return arcs.count - 2
    }

    func flow(through arc: Int) -> Int { arcs[arc ^ 1].room }

    mutating func push(_ amount: Int, through arc: Int) {
        arcs[arc].room -= amount
        arcs[arc ^ 1].room += amount
    }

    /// What an arc out of a node costs beyond the potentials' difference; not negative.
    func surcharge(of arc: Int, from tail: Int) -> Int {
        arcs[arc].cost + potentials[tail] - potentials[arcs[arc].head]
    }

    mutating func lowerPotential(of node: Int, by amount: Int) { potentials[node] -= amount }
}
