import MortarModel

/// Disks that stay together: all that a VM has on one replica set, or one that belongs to no VM.
struct MovableDisks {
    var disks: [FilledDisk]
    var set: ReplicaSetID
    /// Where the VM's other disks are.
    var elsewhere: Set<ReplicaSetID>

    /// What is copied when they move.
    var bytes: ByteCount { disks.reduce(.zero) { $0 + $1.occupied } }
    /// What they may grow to.
    var size: ByteCount { disks.reduce(.zero) { $0 + max($1.disk.size, $1.occupied) } }

    func moves(to target: ReplicaSetID) -> [PlannedDiskMove] {
        disks.map { PlannedDiskMove(disk: $0.disk.id, target: target, bytes: $0.occupied) }
    }

    /// The largest first.
    static func groups(of disks: [FilledDisk]) -> [MovableDisks] {
        let owners = Dictionary(grouping: disks) { $0.vm?.rawValue ?? "disk \($0.disk.id)" }
        let groups = owners.values.flatMap { own in
            Dictionary(grouping: own, by: \.disk.set).map { set, here in
                MovableDisks(
                    disks: here.sorted { $0.disk.id < $1.disk.id }, set: set,
                    elsewhere: Set(own.map(\.disk.set)).subtracting([set]))
            }
        }
        return groups.sorted { ($1.bytes, $0.disks[0].disk.id) < ($0.bytes, $1.disks[0].disk.id) }
    }
}
