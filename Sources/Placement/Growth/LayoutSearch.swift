package import MortarModel

/// The most sets that devices of one size allow and the fewest bytes for them, by going through every layout there is.
///
/// It is what plans are measured against. Its time grows with the number of layouts: for 6 hosts with 3 devices each it
/// is a moment, for many more it is without end.
package struct LayoutSearch {
    /// What can be reached.
    package struct Optimum: Sendable, Hashable {
        package var newSets: Int
        package var bytes: ByteCount
    }

    private let layout: StorageLayout
    private let hosts: [HostID]
    private let width: Int

    package init(_ layout: StorageLayout) {
        self.layout = layout
        hosts = Set(layout.devices.map(\.hostID) + layout.sets.flatMap { $0.bricks.map(\.hostID) }).sorted()
        width = layout.redundancy.brickCount
    }

    /// Whether the order of moves allows a layout is not asked: the optimum may be better than any plan, never worse.
    package func optimum() -> Optimum {
        var best = Optimum(newSets: 0, bytes: .zero)
        for (loads, bytes) in leastBytes() {
            let sets = newSets(loads)
            if sets > best.newSets || (sets == best.newSets && bytes < best.bytes) {
                best = Optimum(newSets: sets, bytes: bytes)
            }
        }
        return best
    }

    /// The fewest bytes after which hosts carry no brick; nil when there is no such layout.
    package func leastBytes(emptying emptied: Set<HostID>) -> ByteCount? {
        let indices = hosts.indices.filter { emptied.contains(hosts[$0]) }
        return leastBytes().filter { entry in indices.allSatisfy { entry.key[$0] == 0 } }.values.min()
    }

    // MARK: Existing sets

    /// For each number of bricks on each host that the sets can have, what it costs at least.
    private func leastBytes() -> [[Int]: ByteCount] {
        let devices = capacities()
        var known: [[Int]: ByteCount] = [hosts.map { _ in 0 }: .zero]
        for set in layout.sets {
            let choices = choices(for: set)
            var next: [[Int]: ByteCount] = [:]
            for (loads, bytes) in known {
                for choice in choices {
                    var sum = loads
                    for host in choice.hosts { sum[host] += 1 }
                    if zip(sum, devices).contains(where: { $0 > $1 }) { continue }
                    next[sum] = min(next[sum] ?? ByteCount(.max), bytes + choice.bytes)
                }
            }
            known = next
        }
        return known
    }

    private func capacities() -> [Int] {
        hosts.map { host in
            layout.devices.count { $0.hostID == host }
                + layout.sets.reduce(0) { $0 + $1.bricks.count { $0.hostID == host } }
        }
    }

    private func choices(for set: FilledSet) -> [(hosts: [Int], bytes: ByteCount)] {
        let old = set.bricks.compactMap { hosts.firstIndex(of: $0.hostID) }
        let spread = places(old)
        return Self.combinations(set.bricks.count, of: hosts.count)
            .filter { places($0) >= spread && (set.bricks.count > 1 || $0 == old) }
            .map { new in
                let leaving = set.bricks.filter { brick in !new.contains { hosts[$0] == brick.hostID } }
                return (new, leaving.reduce(.zero) { $0 + set.bytesToMove($1) })
            }
    }

    private func places(_ some: [Int]) -> Int { Set(some.map { layout.zones[hosts[$0]] }).count }

    static func combinations(_ count: Int, of all: Int) -> [[Int]] {
        if count == 0 { return [[]] }
        return (0..<all).flatMap { last in combinations(count - 1, of: last).map { $0 + [last] } }
    }

    // MARK: New sets

    private func newSets(_ loads: [Int]) -> Int {
        let free = zip(capacities(), loads).map { $0 - $1 }
        var piles: [HostZones.Place: Int] = [:]
        for (host, count) in zip(hosts, free) {
            piles[layout.hasZonesEnough ? layout.zones[host] : .host(host), default: 0] += count
        }
        let most = free.reduce(0, +) / width
        return (0...most).last { count in piles.values.reduce(0) { $0 + min($1, count) } >= width * count } ?? 0
    }
}
