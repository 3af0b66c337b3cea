import MortarModel

/// Gives blank devices to replica sets that need some, as a flow of least cost: where there is a way to serve every set, this
/// is one.
///
/// A set takes one device of a host at most, and of a zone where zones count, none where it has a brick already.
struct CopyMatching {
    typealias Device = StorageLayout.Device

    /// What one replica set needs.
    struct Demand {
        var count: Int
        /// The least size of each device.
        var size: ByteCount
        /// Hosts that have bricks of the set.
        var taken: Set<HostID>
    }

    private static let source = 0, sink = 1
    private let demands: [Demand]
    /// Of each host the smallest first.
    private let devices: [HostID: [Device]]
    private let place: (HostID) -> HostZones.Place
    private var graph = FlowGraph()
    /// Of each host and size the node from which its devices of that size and larger ones can be had.
    private var nodes: [SlotNetwork.Slot: Int] = [:]
    private var ways: [(demand: Int, host: HostID, arc: Int)] = []

    /// Which hosts give first.
    enum Preference {
        /// Those with the most devices left.
        case mostDevices
        /// Those whose devices hold least.
        case leastRoom
    }

    /// - Parameter place: of hosts that count as one.
    init(
        _ demands: [Demand], _ devices: [Device], preferring preference: Preference,
        place: @escaping (HostID) -> HostZones.Place
    ) {
        self.demands = demands
        self.devices = Dictionary(grouping: devices, by: \.hostID).mapValues { own in
            own.sorted { ($0.size, $0.device) < ($1.size, $1.device) }
        }
        self.place = place
        _ = (graph.addNode(), graph.addNode())
        addHosts(preference)
        for number in demands.indices { addDemand(number) }
    }

    private mutating func addHosts(_ preference: Preference) {
        let highest = devices.values.map(\.count).max() ?? 0
        let rooms = devices.mapValues { $0.reduce(ByteCount.zero) { $0 + $1.size } }
        let byRoom = devices.keys.sorted { (rooms[$0]!, $0) < (rooms[$1]!, $1) }
        for (rank, host) in byRoom.enumerated() {
            let count = devices[host]!.count
            switch preference {
            case .mostDevices: addHost(host, costs: (0..<count).map { highest - count + $0 })
            case .leastRoom: addHost(host, costs: (0..<count).map { _ in rank })
            }
        }
    }

    /// - Parameter costs: of each device more that is taken of it.
    private mutating func addHost(_ host: HostID, costs: [Int]) {
        let (own, total) = (devices[host] ?? [], graph.addNode())
        for cost in costs { graph.connect(total, Self.sink, room: 1, cost: cost) }
        var larger: Int?
        for size in Set(own.map(\.size)).sorted(by: >) {
            let node = graph.addNode()
            graph.connect(node, total, room: own.count { $0.size == size })
            if let larger { graph.connect(node, larger, room: own.count) }
            nodes[SlotNetwork.Slot(host: host, size: size)] = node
            larger = node
        }
    }

    private mutating func addDemand(_ number: Int) {
        let demand = demands[number]
        let node = graph.addNode()
        graph.connect(Self.source, node, room: demand.count)
        let takenPlaces = Set(demand.taken.map(place))
        var doors: [HostZones.Place: Int] = [:]
        for host in devices.keys.sorted() where !demand.taken.contains(host) && !takenPlaces.contains(place(host)) {
            guard let size = devices[host]?.first(where: { $0.size >= demand.size })?.size,
                let target = nodes[SlotNetwork.Slot(host: host, size: size)]
            else { continue }
            let door = doors[place(host)] ?? graph.addNode()
            if doors.updateValue(door, forKey: place(host)) == nil { graph.connect(node, door, room: 1) }
            ways.append((number, host, graph.connect(door, target, room: 1)))
        }
    }

    /// Finds devices; returns how many are missing.
    mutating func run() -> Int {
        var missing = demands.reduce(0) { $0 + $1.count }
        while missing > 0, augment() { missing -= 1 }
        return missing
    }

    private mutating func augment() -> Bool {
        var search = PathSearch(from: Self.source, to: Self.sink, in: graph)
        while let node = search.settleNext() {
            if node == Self.sink {
                let length = search.distance(to: node)
                for arc in search.path(in: graph) { graph.push(1, through: arc) }
                for node in search.settled { graph.lowerPotential(of: node, by: length - search.distance(to: node)) }
                return true
            }
            search.leave(node, in: graph)
        }
        return false
    }

    /// Of each demand the devices that it got; those that need most choose first, and take the smallest that will do.
    var choices: [[Device]] {
        var (left, chosen) = (devices, demands.map { _ in [Device]() })
        let used = ways.filter { graph.flow(through: $0.arc) > 0 }
        for way in used.sorted(by: { demands[$0.demand].size > demands[$1.demand].size }) {
            guard let index = left[way.host]?.firstIndex(where: { $0.size >= demands[way.demand].size }),
                let device = left[way.host]?.remove(at: index)
            else { continue }
            chosen[way.demand].append(device)
        }
        return chosen
    }
}
