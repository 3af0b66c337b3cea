package import MortarModel

/// Decides which devices form replica sets.
///
/// Every set takes its bricks from distinct hosts. Each time the hosts with the most devices left give their largest one:
/// that yields as many sets as any choice could, and sets of alike devices. The arbiter is the smallest device of its set.
package struct BrickPlanner: Sendable {
    /// A blank device that may become a brick.
    package struct Candidate: Sendable, Hashable {
        package var hostID: HostID
        package var device: String
        package var size: ByteCount

        package init(hostID: HostID, device: String, size: ByteCount) {
            self.hostID = hostID
            self.device = device
            self.size = size
        }
    }

    /// The bricks of one future replica set, in the volume's order.
    package struct PlannedSet: Sendable, Hashable, Codable {
        package var bricks: [Brick]

        package init(bricks: [Brick]) { self.bricks = bricks }
    }

    package struct Plan: Sendable, Hashable {
        package var sets: [PlannedSet]
        /// Devices that no set could take.
        package var unused: [Candidate]
    }

    private let redundancy: Redundancy
    private let makeID: @Sendable () -> BrickID

    /// - Parameter makeID: gives each planned brick its identity.
    package init(redundancy: Redundancy, makeID: @escaping @Sendable () -> BrickID = { BrickID() }) {
        self.redundancy = redundancy
        self.makeID = makeID
    }

    package func plan(_ candidates: [Candidate]) -> Plan {
        var left = Dictionary(grouping: candidates, by: \.hostID).mapValues { $0.sorted(by: largestFirst) }
        var sets: [PlannedSet] = []
        while let hosts = nextHosts(left) {
            let devices = hosts.map { left[$0]!.removeFirst() }
            sets.append(PlannedSet(bricks: rotated(ordered(devices), by: sets.count)))
        }
        let unused = left.values.flatMap(\.self).sorted { ($0.hostID, $0.device) < ($1.hostID, $1.device) }
        return Plan(sets: sets, unused: unused)
    }

    /// The hosts with the most devices left, or nil when too few have any.
    private func nextHosts(_ left: [HostID: [Candidate]]) -> [HostID]? {
        let hosts = left.filter { !$0.value.isEmpty }
            .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }
            .prefix(redundancy.brickCount)
        return hosts.count == redundancy.brickCount ? hosts.map(\.key).sorted() : nil
    }

    private func ordered(_ devices: [Candidate]) -> [Brick] {
        var bricks = devices.map { Brick(id: makeID(), hostID: $0.hostID, device: $0.device, size: $0.size) }
        guard redundancy == .twoCopiesAndArbiter else { return bricks }
        let smallest = bricks.indices.min { bricks[$0].size < bricks[$1].size }!
        var arbiter = bricks.remove(at: smallest)
        arbiter.isArbiter = true
        return bricks + [arbiter]
    }

    /// Starts each set at another host, so that the first brick, which is asked first, is not always the same host's.
    private func rotated(_ bricks: [Brick], by count: Int) -> [Brick] {
        let copies = bricks.filter { !$0.isArbiter }
        let shift = count % copies.count
        return Array(copies[shift...] + copies[..<shift]) + bricks.filter(\.isArbiter)
    }

    private func largestFirst(_ left: Candidate, _ right: Candidate) -> Bool {
        (right.size, left.device) < (left.size, right.device)
    }
}
