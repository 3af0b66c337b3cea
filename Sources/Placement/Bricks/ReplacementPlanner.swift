package import MortarModel

/// Chooses the device that takes the place of a brick of a replica set.
///
/// Never on a host that carries another brick of the set, and in a zone that has none of them where there is a device in
/// such a zone. Spares come first, then the old brick's own host, so that the layout stays, then hosts with few bricks; of
/// one host's devices the smallest that is large enough.
package struct ReplacementPlanner: Sendable {
    /// A device that could become the new brick.
    package struct Candidate: Sendable, Hashable {
        package var hostID: HostID
        package var device: String
        package var size: ByteCount
        /// Whether a user set it aside for repairs.
        package var isSpare: Bool
        /// Bricks that its host carries.
        package var load: Int

        package init(hostID: HostID, device: String, size: ByteCount, isSpare: Bool, load: Int) {
            self.hostID = hostID
            self.device = device
            self.size = size
            self.isSpare = isSpare
            self.load = load
        }
    }

    private let set: ReplicaSet
    private let old: Brick
    private let zones: HostZones
    /// Hosts of the bricks that stay.
    package let takenHosts: Set<HostID>
    private let takenPlaces: Set<HostZones.Place>

    package init(replacing old: Brick, of set: ReplicaSet, zones: HostZones = HostZones()) {
        self.set = set
        self.old = old
        self.zones = zones
        takenHosts = Set(set.bricks.filter { $0.id != old.id }.map(\.hostID))
        takenPlaces = Set(takenHosts.map { zones[$0] })
    }

    /// Bytes that a device needs so that the set loses nothing of its size.
    package var neededSize: ByteCount {
        old.isArbiter ? min(old.size, ArbiterSize.needed(for: set.capacity)) : set.capacity
    }

    /// Nil when no device will do.
    package func choose(from candidates: [Candidate]) -> Candidate? {
        candidates.filter(isFit).min { rank($0).lexicographicallyPrecedes(rank($1)) }
    }

    /// Whether a device may take the brick's place.
    package func isFit(_ candidate: Candidate) -> Bool {
        !takenHosts.contains(candidate.hostID) && candidate.size >= neededSize
    }

    /// Hosts of the bricks that stay that are in one zone with a host.
    package func neighbours(of host: HostID) -> Set<HostID> { takenHosts.filter { zones[$0] == zones[host] } }

    private func rank(_ candidate: Candidate) -> [String] {
        let numbers: [Int64] = [
            takenPlaces.contains(zones[candidate.hostID]) ? 1 : 0, candidate.isSpare ? 0 : 1,
            candidate.hostID == old.hostID ? 0 : 1, Int64(candidate.load), candidate.size.bytes,
        ]
        return numbers.map { padded($0) } + [candidate.hostID.rawValue, candidate.device]
    }

    private func padded(_ number: Int64) -> String {
        let digits = String(number)
        return String(repeating: "0", count: 20 - digits.count) + digits
    }
}
