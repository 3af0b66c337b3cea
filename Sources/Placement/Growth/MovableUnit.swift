import MortarModel

/// Bricks of a replica set that may change places with any device of at least one size, as a flow sees them.
///
/// They are all bricks of the set; but an arbiter on a device too small for a copy is a unit of its own. Hosts and zones
/// are numbers of the network.
struct MovableUnit {
    /// A free device that may flow into the set.
    struct Arrival {
        var arc: Int
        var slot: SlotNetwork.Slot
        var place: Int
    }

    /// A brick that may leave its slot.
    struct Leave {
        var arc: Int
        var brick: Brick
        var place: Int
    }

    let set: ReplicaSetID
    let neededSize: ByteCount
    /// The node through which every brick that changes zones goes.
    let center: Int
    /// Of all the set's bricks.
    let hosts: [Int]
    /// Bricks of the set in one zone.
    var mostInPlace = 1
    /// Nodes for zones.
    var zoneNodes: [Int: Int] = [:]
    /// Nodes for hosts to which a brick may come.
    var doors: [Int: Int] = [:]
    var leaves: [Leave] = []
    var arrivals: [Arrival] = []

    init(set: ReplicaSetID, neededSize: ByteCount, center: Int, hosts: [Int]) {
        self.set = set
        self.neededSize = neededSize
        self.center = center
        self.hosts = hosts
    }

    /// The bricks of a set that move together in the network.
    static func groups(of set: FilledSet, movesSmallArbiters: Bool) -> [[Brick]] {
        let small = set.bricks.filter { $0.isArbiter && $0.size < set.capacity }
        let others = set.bricks.filter { !small.contains($0) }
        return small.isEmpty || !movesSmallArbiters ? [others] : [others, small]
    }

    /// What a flow moves, each brick with the slot where it goes; bricks stay in their zones where the flow lets them.
    func moves(in graph: FlowGraph) -> [(brick: Brick, slot: SlotNetwork.Slot)] {
        var arrivals = arrivals.filter { graph.flow(through: $0.arc) > 0 }
        let leaves = leaves.filter { graph.flow(through: $0.arc) > 0 }
        var (pairs, rest) = ([(brick: Brick, slot: SlotNetwork.Slot)](), [Leave]())
        for leave in leaves {
            guard let index = arrivals.firstIndex(where: { $0.place == leave.place }) else {
                rest.append(leave)
                continue
            }
            pairs.append((leave.brick, arrivals.remove(at: index).slot))
        }
        return pairs + zip(rest, arrivals).map { ($0.brick, $1.slot) }
    }
}

extension SlotNetwork {
    /// The moves of the flow.
    var moves: [(set: ReplicaSetID, brick: Brick, slot: Slot)] {
        units.flatMap { unit in unit.moves(in: graph).map { (unit.set, $0.brick, $0.slot) } }
    }
}
