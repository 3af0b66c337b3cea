package import AgentAPI
import HashTreeCollections
package import MortarModel
import Placement
import Workflow

extension Inventory {
    /// A volume that was seen; throws `notFound`.
    package func volume(_ id: String) throws(Failure) -> VolumeFacts {
        if let seen = observations.volumes.values.first(where: { $0.facts.id == id }) { return seen.facts }
        throw Failure(
            .notFound, "There is no Gluster volume with the id \(id).", correction: "List what there is.")
    }

    /// Whether a volume is, was or is to be a replica set: Mortar alone changes it.
    package func isOwn(_ volume: VolumeFacts) -> Bool {
        replicaSets.named(volume.name) != nil || volume.bricks.contains { isOwnPlace($0.brick) }
    }

    /// Whether a brick lies where Mortar makes its own.
    private func isOwnPlace(_ brick: VolumeBrick) -> Bool {
        if brick.directory.hasPrefix("\(OwnFolder.path)/") { return true }
        let known = replicaSets.lazy.flatMap(\.placedBricks) + retiredBricks.lazy.map(\.brick)
        return known.contains { brick.isPlace(of: $0) }
    }

    /// A volume as it was asked for just now, for whoever changes it; refuses Mortar's own.
    func changeable(_ name: String) throws(Failure) -> VolumeFacts {
        guard let volume = observations.guarded.volumes[name]?.value else {
            throw Failure(.notFound, "There is no volume \(name).", correction: "List what there is.")
        }
        try refuseOwn(volume)
        return volume
    }

    /// Refuses volumes that are replica sets, and says which command does it there.
    func refuseOwn(_ volume: VolumeFacts) throws(Failure) {
        guard isOwn(volume) else { return }
        let domain = replicaSets.named(volume.name).flatMap { storageDomains[$0.storageDomainID] }
        let name = domain?.name ?? "DOMAIN"
        throw Failure(
            .conflict, "The volume \(volume.name) is a replica set of Mortar's and is not changed here.",
            cause: domain.map { "It carries disks of storage domain \($0.name), which Mortar keeps safe as a whole." },
            correction:
                "Use “mortar storage expand \(name)”, “shrink” or “balance” for its size, “mortar device replace” for a"
                + " brick, and “mortar storage show \(name)” to look at it.",
            objects: ["volume \(volume.name)"])
    }

    /// Refuses a volume that a job works on.
    func refuseWork(on volume: VolumeFacts) throws {
        guard let record = try volumeWork(on: volume.name) else { return }
        throw Failure(
            .conflict, "Another job works on the volume \(volume.name): \(record.job.name).",
            correction: "Wait until it has ended; “mortar job list” shows it.", objects: ["volume \(volume.name)"])
    }

    /// The job that works on a volume of users, if there is one.
    func volumeWork(on name: String) throws -> WorkflowRecord? {
        try underWay(RebalanceVolume.self) { $0.volume == name }
            ?? underWay(MigrateVolumeBricks.self) { $0.volume == name }
            ?? underWay(ReplaceVolumeBrick.self) { $0.volume == name }
    }

    /// The replica groups of a volume, by the guard's names.
    func groups(of volume: VolumeFacts) -> [VolumeGroup] {
        let size = max(1, volume.replicaCount)
        return stride(from: 0, to: volume.bricks.count, by: size).map { start in
            VolumeGroup(
                id: ReplicaSetID(rawValue: "\(volume.id)/\(start / size)"),
                bricks: Array(volume.bricks[start..<min(start + size, volume.bricks.count)]))
        }
    }
}

/// Where agents keep what is Mortar's on a host, bricks and mounts among it.
enum OwnFolder {
    static let path = "/var/lib/mortar"
}

/// The bricks of a volume that have the same data.
struct VolumeGroup: Sendable, Hashable {
    var id: ReplicaSetID
    var bricks: [VolumeBrickFacts]
}

extension VolumeBrick {
    /// As GlusterFS writes it; also the guard's name for a brick that is not Mortar's.
    package var words: String { "\(host):\(directory)" }

    var guardID: BrickID { BrickID(rawValue: words) }
}
