import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing

@testable import EngineCore

extension World {
    /// Two replica sets on all six devices, with this many disks of 1 GiB on the second one.
    func growTwice(disks count: Int) async throws -> (first: ReplicaSet, second: ReplicaSet) {
        let made = try await makeStorageDomain()
        try await observe()
        let bricks = hosts.map { host in
            Brick(hostID: host.id, device: freeDevice(of: host).device, size: .gibibytes(8))
        }
        let set = ReplicaSet(
            name: "data-2", storageDomainID: made.domain.id, redundancy: .threeCopies, bricks: bricks)
        try await carry(ExpandStorageDomain(domain: made.domain, moves: [], sets: [set]))
        for number in 0..<count {
            let disk = Disk(
                name: "disk-\(number)", storageDomainID: made.domain.id, replicaSetID: set.id, size: .gibibytes(1),
                status: .locked)
            try await context.store.change { $0.disks.insert(disk) }
            try await carry(AddDisk(disk: disk, vm: nil))
        }
        try await observe()
        let inventory = context.inventory
        return (try inventory.replicaSets.required(made.sets[0].id), try inventory.replicaSets.required(set.id))
    }

    /// The names of the sets that disks are on, by the disks' names.
    var homes: [String?] {
        let inventory = context.inventory
        return inventory.disks.sortedByName.map { inventory.replicaSets[$0.replicaSetID]?.name }
    }
}
