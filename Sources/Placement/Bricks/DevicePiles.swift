import MortarModel

/// Devices that no replica set has yet, in piles, of each of which a set takes one device at most.
struct DevicePiles {
    typealias Device = BrickPlanner.Candidate

    /// Of each pile the next device to be taken is the last.
    private var piles: [[Device]]
    /// How many devices are in each.
    private var heights: [Int]
    /// Numbers of their zones.
    private let places: [Int]

    /// A pile for each zone.
    static func byZone(_ devices: [Device], _ zones: HostZones) -> Self {
        Self(Array(Dictionary(grouping: devices) { zones[$0.hostID] }.values), zones)
    }

    /// A pile for each host.
    static func byHost(_ devices: [Device], _ zones: HostZones) -> Self {
        Self(Array(Dictionary(grouping: devices, by: \.hostID).values), zones)
    }

    /// - Parameter piles: each of hosts of one zone.
    private init(_ piles: [[Device]], _ zones: HostZones) {
        let named = piles.map { (devices: Self.inTurns($0), host: $0.map(\.hostID).min()!) }
        let sorted = named.sorted { $0.host < $1.host }
        var numbers: [HostZones.Place: Int] = [:]
        places = sorted.map { pile in
            let number = numbers[zones[pile.host]] ?? numbers.count
            numbers[zones[pile.host]] = number
            return number
        }
        self.piles = sorted.map(\.devices)
        heights = sorted.map(\.devices.count)
    }

    /// Smallest first; alike ones of several hosts in turns.
    private static func inTurns(_ devices: [Device]) -> [Device] {
        let turns = Dictionary(grouping: devices, by: \.hostID).values.flatMap { own in
            own.sorted { ($1.size, $0.device) < ($0.size, $1.device) }.enumerated().map { ($0.offset, $0.element) }
        }
        return turns.sorted { ($0.1.size, $1.0, $1.1.hostID) < ($1.1.size, $0.0, $0.1.hostID) }.map(\.1)
    }

    var count: Int { piles.count }

    var left: [Device] { piles.flatMap(\.self) }

    /// How many sets of `width` devices there are in the piles: the largest n with Σ min(devices, n) ≥ width · n.
    func sets(of width: Int) -> Int {
        (0...heights.reduce(0, +) / width).last { slack(for: $0, of: width) >= 0 } ?? 0
    }

    /// Takes the devices of one set out of piles from which `sets` sets can be made, so that the rest can still be made.
    ///
    /// Of zones with devices as many are used as that allows, and of their piles the highest.
    mutating func take(_ width: Int, ofSets sets: Int) -> [Device] {
        let slack = slack(for: sets, of: width)
        // A set must take of all piles that every set needs; each one that it leaves out costs one of the slack.
        var needed = heights.count { $0 >= sets }
        var chosen: [Int] = []
        for rest in (0..<width).reversed() {
            let next = nextPile(besides: chosen, atLeast: needed - rest > slack ? sets : 1)
            if heights[next] >= sets { needed -= 1 }
            chosen.append(next)
        }
        return chosen.map { pile in
            heights[pile] -= 1
            return piles[pile].removeLast()
        }
    }

    /// The first of the highest piles in the zones least used by those chosen.
    private func nextPile(besides chosen: [Int], atLeast height: Int) -> Int {
        var best = (pile: -1, uses: Int.max, height: 0)
        for pile in heights.indices where heights[pile] >= height && !chosen.contains(pile) {
            let uses = chosen.count { places[$0] == places[pile] }
            if (uses, best.height) < (best.uses, heights[pile]) { best = (pile, uses, heights[pile]) }
        }
        return best.pile
    }

    /// Devices that may stay where they are if `sets` sets are made; negative when these are too many.
    private func slack(for sets: Int, of width: Int) -> Int {
        heights.reduce(0) { $0 + min($1, sets) } - width * sets
    }
}
