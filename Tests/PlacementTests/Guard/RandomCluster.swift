import Foundation
import MortarModel
import Placement

/// A cluster with a history: what each brick really holds, and what the guard is told of it.
struct RandomCluster {
    /// A replica group whose last writes are known.
    struct Group {
        var set: GuardedSet
        var isOnline: [Bool]
        var quorumType: String?
        var quorumCount: String?
        /// For every file, which bricks took its last write.
        var writes: [Swift.Set<Int>]
    }

    var groups: [Group] = []
    var connected: [HostID: Bool] = [:]
    static let now = Date(timeIntervalSince1970: 1_000_000)

    init(using numbers: inout some RandomNumberGenerator) {
        let hosts = (0..<Int.random(in: 1...6, using: &numbers)).map { HostID(rawValue: "h\($0)") }
        for host in hosts { connected[host] = Double.random(in: 0..<1, using: &numbers) < 0.85 }
        for index in 0..<Int.random(in: 1...4, using: &numbers) {
            groups.append(Self.group(index, hosts, connected, using: &numbers))
        }
    }

    var facts: GuardFacts {
        GuardFacts(
            peers: connected.mapValues { Observed($0, at: Self.now) }, sets: groups.map(\.set))
    }

    private static func group(
        _ index: Int, _ hosts: [HostID], _ connected: [HostID: Bool], using numbers: inout some RandomNumberGenerator
    ) -> Group {
        let count = Int.random(in: 1...min(4, hosts.count), using: &numbers)
        let hasArbiter = count == 3 && Bool.random(using: &numbers)
        let type = ["auto", "auto", "auto", "fixed", "none", nil].randomElement(using: &numbers)!
        let wanted = type == "fixed" ? "\(Int.random(in: 1...count, using: &numbers))" : nil
        let places = hosts.shuffled(using: &numbers).prefix(count)
        let online = places.map { connected[$0]! && Double.random(in: 0..<1, using: &numbers) < 0.9 }
        let writes = (0..<Int.random(in: 0...2, using: &numbers)).map { _ in
            writers(count, type, wanted, using: &numbers)
        }
        var options = ["cluster.server-quorum-type": ["server", "none"].randomElement(using: &numbers)!]
        options["cluster.quorum-type"] = type
        options["cluster.quorum-count"] = wanted
        let bricks = places.enumerated().map { place, host in
            GuardedBrick(
                id: BrickID(rawValue: "\(index)-\(place)"), host: host, isArbiter: hasArbiter && place == 2,
                isOnline: Observed(online[place], at: now),
                blames: online[place] ? Observed(blames(of: place, index, count, writes), at: now) : nil)
        }
        let set = GuardedSet(
            id: ReplicaSetID(rawValue: "\(index)"), name: "set-\(index)", bricks: bricks,
            options: Observed(options, at: now))
        return Group(set: set, isOnline: online, quorumType: type, quorumCount: wanted, writes: writes)
    }

    /// Bricks that took a write together, which was only possible with quorum; most often all of them.
    private static func writers(
        _ count: Int, _ type: String?, _ wanted: String?, using numbers: inout some RandomNumberGenerator
    ) -> Set<Int> {
        if Double.random(in: 0..<1, using: &numbers) < 0.7 { return Set(0..<count) }
        while true {
            let some = Set((0..<count).filter { _ in Bool.random(using: &numbers) })
            if canWrite(some, of: count, type, wanted) { return some }
        }
    }

    /// A brick that took a write accuses those that did not.
    private static func blames(of place: Int, _ index: Int, _ count: Int, _ writes: [Set<Int>]) -> [BrickID: Int] {
        var blames: [BrickID: Int] = [:]
        for write in writes where write.contains(place) {
            for other in 0..<count where !write.contains(other) {
                blames[BrickID(rawValue: "\(index)-\(other)"), default: 0] += 1
            }
        }
        return blames
    }

    /// The rule of GlusterFS, written down a second time.
    static func canWrite(_ online: Set<Int>, of count: Int, _ type: String?, _ wanted: String?) -> Bool {
        switch type ?? (count >= 3 ? "auto" : "none") {
        case "none": return online.count > 0
        case "fixed": return online.count >= Int(wanted!)!
        default:
            let half = Double(count) / 2
            return Double(online.count) > half || (Double(online.count) == half && online.contains(0))
        }
    }
}

extension RandomCluster.Group {
    /// After the bricks at these places are gone: does the group still take writes, and does a full copy hold the last of each file?
    func isSafe(without gone: Set<Int>) -> Bool {
        let left = Set(isOnline.indices.filter { isOnline[$0] }).subtracting(gone)
        let copies = left.filter { !set.bricks[$0].isArbiter }
        return RandomCluster.canWrite(left, of: isOnline.count, quorumType, quorumCount)
            && copies.contains { copy in writes.allSatisfy { $0.contains(copy) } }
    }

    /// Whether all bricks are online and alike.
    var isWell: Bool {
        isOnline.allSatisfy(\.self) && writes.allSatisfy { $0.count == isOnline.count }
    }
}
