package import AgentAPI
import HashTreeCollections
package import MortarModel

import struct Foundation.Date

extension Inventory {
    // MARK: Refusals

    func refuseTakenName(_ domain: StorageDomain) throws {
        if storageDomains.contains(where: { $0.name == domain.name }) {
            throw Failure(
                .conflict, "There is a storage domain with the name \(domain.name) already.",
                correction: "Take another name.")
        }
    }

    func refuseTakenNames(_ sets: [ReplicaSet]) throws {
        if let set = sets.first(where: { set in replicaSets.contains { $0.name == set.name } }) {
            throw Failure(.conflict, "There is a replica set with the name \(set.name) already.")
        }
    }

    /// Refuses devices that are bricks already, or about to become one.
    func refuseTakenDevices(_ bricks: [Brick]) throws {
        for brick in bricks {
            guard let owner = replicaSets.first(where: { hasTaken(brick, $0) }) else { continue }
            throw Failure(
                .conflict, "The device \(brick.device) is a brick of \(owner.name) already.",
                correction: "Name another device.")
        }
    }

    /// Whether a set has a device, or is about to have it. A blank disk may have the path of one that has failed.
    private func hasTaken(_ brick: Brick, _ set: ReplicaSet) -> Bool {
        let facts = devices(of: brick.hostID).first { [$0.path, $0.stablePath].contains(brick.device) }
        let paths = Set([brick.device, facts?.path, facts?.stablePath].compactMap(\.self))
        let isMade = isInService(set) && facts?.use == .blank
        return set.placedBricks.contains { placed in
            placed.hostID == brick.hostID && paths.contains(placed.device)
                && !(isMade && set.bricks.contains { $0.id == placed.id })
        }
    }

    // MARK: Devices

    /// A host's devices as last observed.
    package func devices(of host: HostID) -> [DeviceFacts] {
        observations.hosts[host]?.facts.devices ?? []
    }

    /// Whether a brick's file system on a device belongs to nothing that this cluster knows: left by an attempt that was undone on the way.
    package func isForgotten(_ brick: BrickID) -> Bool {
        !replicaSets.contains { $0.placedBricks.contains { $0.id == brick } }
            && retiredBricks[Identifier(rawValue: brick.rawValue)] == nil
    }

    // MARK: Space

    /// Kept free in every replica set: XFS and GlusterFS work badly on a full file system.
    package static let reservedPercent: Int64 = 5

    /// What new disks may take of a replica set: disks never promise more than there is.
    package func free(in set: ReplicaSet) -> ByteCount {
        let sizes = observations.volumes[set.name]?.facts.bricks.filter { !$0.isArbiter }.compactMap(\.size) ?? []
        // A brick that is away tells no size, and may be the smallest.
        let capacity = min(sizes.min() ?? set.capacity, set.capacity).bytes
        let usable = capacity - capacity / 100 * Self.reservedPercent
        let promised = disks.filter { $0.occupies(set.id) }.reduce(0) { $0 + $1.size.bytes }
        return ByteCount(max(0, usable - promised))
    }

    /// What images take of a replica set on each full copy, as its bricks tell.
    package func used(of set: ReplicaSet) -> ByteCount {
        let bricks = observations.volumes[set.name]?.facts.bricks.filter { !$0.isArbiter } ?? []
        return bricks.compactMap { brick in
            guard let size = brick.size, let free = brick.free else { return nil }
            return size - free
        }.max() ?? .zero
    }

    // MARK: Events

    mutating func tellZones(_ remark: String, _ domain: StorageDomain, at time: Date) {
        addEvent(
            .zonesTold, .warning, "Storage domain \(domain.name): \(remark)", at: time,
            about: .init(storageDomain: domain.id))
    }

    mutating func tellPlainBricks(_ domain: StorageDomain, at time: Date) {
        addEvent(
            .plainBricks, .warning,
            "The bricks of storage domain \(domain.name) are plain XFS: its hosts have no device mapper for LVM thin pools.",
            at: time, about: .init(storageDomain: domain.id))
    }
}
