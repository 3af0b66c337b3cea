import MortarModel

/// Devices that no replica set has yet, in piles, of each of which a set takes one device at most.
struct DevicePiles {
    typealias Device = BrickPlanner.Candidate

    private struct Pile {
        let place: HostZones.Place
        /// The next to be taken is the last.
        var devices: [Device]
    }

    private var piles: [Pile]

    /// A pile for each zone.
    static func byZone(_ devices: [Device], _ zones: HostZones) -> Self {
        Self(Dictionary(grouping: devices) { zones[$0.hostID] }.map { Pile(place: $0, devices: inTurns($1)) })
    }

    /// A pile for each host.
    static func byHost(_ devices: [Device], _ zones: HostZones) -> Self {
        Self(Dictionary(grouping: devices, by: \.hostID).map { Pile(place: zones[$0], devices: inTurns($1)) })
    }

    private init(_ piles: [Pile]) {
        self.piles = piles.map { (pile: $0, host: $0.devices.map(\.hostID).min()!) }
            .sorted { $0.host < $1.host }.map(\.pile)
    }

    /// Smallest first; alike ones of several hosts in turns.
    private static func inTurns(_ devices: [Device]) -> [Device] {
        let turns = Dictionary(grouping: devices, by: \.hostID).values.flatMap { own in
            own.sorted { ($1.size, $0.device) < ($0.size, $1.device) }.enumerated().map { ($0.offset, $0.element) }
        }
        return turns.sorted { ($0.1.size, $1.0, $1.1.hostID) < ($1.1.size, $0.0, $0.1.hostID) }.map(\.1)
    }

    var count: Int { piles.count }

    var left: [Device] { piles.flatMap(\.devices) }

    /// How many sets of `width` devices there are in the piles: the largest n with Σ min(devices, n) ≥ width · n.
    func sets(of width: Int) -> Int {
        let devices = piles.reduce(0) { $0 + $1.devices.count }
        return (0...devices / width).last { slack(for: $0, of: width) >= 0 } ?? 0
    }

    /// Takes the devices of one set out of piles from which `sets` sets can be made, so that the rest can still be made.
    ///
    /// Of zones with devices as many are used as that allows, and of their piles the highest.
    mutating func take(_ width: Int, ofSets sets: Int) -> [Device] {
        let slack = slack(for: sets, of: width)
        // A set must take of all piles that every set needs; each one that it leaves out costs one of the slack.
        var needed = piles.count { $0.devices.count >= sets }
        var chosen: [Int] = []
        for rest in (0..<width).reversed() {
            let next = nextPile(besides: chosen, atLeast: needed - rest > slack ? sets : 1)
            if piles[next].devices.count >= sets { needed -= 1 }
            chosen.append(next)
        }
        return chosen.map { piles[$0].devices.removeLast() }
    }

    /// The first of the highest piles in the zones least used by those chosen.
    private func nextPile(besides chosen: [Int], atLeast height: Int) -> Int {
        let fit = piles.indices.filter { piles[$0].devices.count >= height && !chosen.contains($0) }
        let uses = fit.map { pile in chosen.count { piles[$0].place == piles[pile].place } }
        return zip(fit, uses).min { left, right in
            (left.1, piles[right.0].devices.count) < (right.1, piles[left.0].devices.count)
        }!.0
    }

    /// Devices that may stay where they are if `sets` sets are made; negative when these are too many.
    private func slack(for sets: Int, of width: Int) -> Int {
        piles.reduce(0) { $0 + min($1.devices.count, sets) } - width * sets
    }
}
