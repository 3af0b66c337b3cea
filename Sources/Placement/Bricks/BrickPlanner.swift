package import MortarModel

/// Decides which devices form replica sets.
///
/// Every set takes its bricks from distinct zones, where enough zones have devices, and otherwise from distinct hosts in
/// as many zones as there are. Each time the zones or hosts with the most devices left give their largest one: that
/// yields as many sets as any choice could, and sets of alike devices. The arbiter is the smallest device of its set.
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
        /// What zones have to do with it, as users read it; nil for nothing.
        package var remark: String?
    }

    private let redundancy: Redundancy
    private let zones: HostZones
    private let makeID: @Sendable () -> BrickID

    /// - Parameter makeID: gives each planned brick its identity.
    package init(
        redundancy: Redundancy, zones: HostZones = HostZones(),
        makeID: @escaping @Sendable () -> BrickID = { BrickID() }
    ) {
        self.redundancy = redundancy
        self.zones = zones
        self.makeID = makeID
    }

    package func plan(_ candidates: [Candidate]) -> Plan {
        let width = redundancy.brickCount
        let (byHost, byZone) = (DevicePiles.byHost(candidates, zones), DevicePiles.byZone(candidates, zones))
        var piles = byZone.count < width ? byHost : byZone
        let most = piles.sets(of: width)
        let sets = (0..<most).map { number in
            let devices = piles.take(width, ofSets: most - number).sorted { $0.hostID < $1.hostID }
            return PlannedSet(bricks: rotated(ordered(devices), by: number))
        }
        let unused = piles.left.sorted { ($0.hostID, $0.device) < ($1.hostID, $1.device) }
        let remark = remark(sets, zones: byZone.count, missed: byHost.sets(of: width) - most)
        return Plan(sets: sets, unused: unused, remark: remark)
    }

    /// - Parameter missed: how many more sets there were if zones did not matter.
    private func remark(_ sets: [PlannedSet], zones count: Int, missed: Int) -> String? {
        if sets.contains(where: { !zones.areDistinct($0.bricks.map(\.hostID)) }) {
            return
                "Not every brick is in a zone of its own: \(redundancy.brickCount) zones with devices are needed, there"
                + " \(count == 1 ? "is one" : "are \(count)")."
        }
        guard missed > 0 else { return nil }
        return
            "\(missed) more replica set\(missed == 1 ? " was" : "s were") not made, so that no two bricks of one are in"
            + " the same zone."
    }

    private func ordered(_ devices: [Candidate]) -> [Brick] {
        var bricks = devices.map { Brick(id: makeID(), hostID: $0.hostID, device: $0.device, size: $0.size) }
        guard redundancy == .twoCopiesAndArbiter else { return bricks }
        let smallest = devices.indices.min { arbiterRank($0, devices) < arbiterRank($1, devices) }!
        var arbiter = bricks.remove(at: smallest)
        arbiter.isArbiter = true
        return bricks + [arbiter]
    }

    /// Of alike devices one in another's zone, so that the copies are in distinct ones.
    private func arbiterRank(_ place: Int, _ devices: [Candidate]) -> (ByteCount, Int) {
        let zone = zones[devices[place].hostID]
        return (devices[place].size, devices.contains { $0 != devices[place] && zones[$0.hostID] == zone } ? 0 : 1)
    }

    /// Starts each set at another host, so that the first brick, which is asked first, is not always the same host's.
    private func rotated(_ bricks: [Brick], by count: Int) -> [Brick] {
        let copies = bricks.filter { !$0.isArbiter }
        let shift = count % copies.count
        return Array(copies[shift...] + copies[..<shift]) + bricks.filter(\.isArbiter)
    }
}
