import MortarModel

/// Bricks of a replica set that may change places with any device of at least one size, as a flow sees them.
///
/// They are all bricks of the set; but an arbiter on a device too small for a copy is a unit of its own.
struct MovableUnit {
    var set: ReplicaSetID
    var neededSize: ByteCount
    /// Of all the set's bricks.
    var hosts: Set<HostID>
    /// How many of the set's bricks are in each place; never more than `mostInPlace` may be there.
    var places: [HostZones.Place: Int]
    var mostInPlace: Int
    /// The node through which every brick that changes zones goes.
    let center: Int
    /// Nodes for the zones.
    var nodes: [HostZones.Place: Int] = [:]
    /// Nodes for hosts to which a brick may come.
    var doors: [HostID: Int] = [:]
    var leaves: [SlotNetwork.Leave] = []
    var arrivals: [SlotNetwork.Arrival] = []

    init(_ set: FilledSet, neededSize: ByteCount, zones: HostZones, center: Int) {
        self.center = center
        self.set = set.id
        self.neededSize = neededSize
        hosts = Set(set.bricks.map(\.hostID))
        places = set.bricks.reduce(into: [:]) { $0[zones[$1.hostID], default: 0] += 1 }
        // Of three bricks no more may be in one zone, if they are to be in no fewer zones than now.
        mostInPlace = set.bricks.count - places.count + 1
    }

    /// The bricks of a set that move together in the network.
    static func groups(of set: FilledSet, movesSmallArbiters: Bool) -> [[Brick]] {
        let small = set.bricks.filter { $0.isArbiter && $0.size < set.capacity }
        let others = set.bricks.filter { !small.contains($0) }
        return small.isEmpty || !movesSmallArbiters ? [others] : [others, small]
    }
}
