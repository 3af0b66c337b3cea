import AgentAPI
import HashTreeCollections
import MortarModel
import SimulatedAgent
import Testing

@testable import EngineCore

extension World {
    /// Replica sets of one copy, each on a device of this host; all of it observed.
    func makeOneCopySets(_ count: Int = 1, on host: Int = 0) async throws -> [ReplicaSet] {
        let domain = StorageDomain(
            name: "data", dataCenterID: context.inventory.dataCenters.sortedByName[0].id, redundancy: .oneCopy,
            status: .locked)
        let sets = (0..<count).map { number in
            let device = "/dev/disk/by-id/ata-SIM_\(hosts[host].address)-\(number)"
            return ReplicaSet(
                name: "data-\(number + 1)", storageDomainID: domain.id, redundancy: .oneCopy,
                bricks: [Brick(hostID: hosts[host].id, device: device, size: .gibibytes(8))])
        }
        try await carry(CreateStorageDomain(domain: domain, sets: sets, wipe: []))
        try await observe()
        return sets
    }

    /// A brick on the first blank device of a host.
    func brick(on host: Int) -> Brick {
        let device = cluster.devices(of: hosts[host].address).first { $0.use == .blank }
        return Brick(hostID: hosts[host].id, device: device?.stablePath ?? "", size: .gibibytes(8))
    }

    func volume(_ name: String) throws -> VolumeOfTest {
        let facts = try #require(cluster.volumes.first { $0.name == name })
        return VolumeOfTest(hosts: facts.bricks.map(\.brick.host), options: facts.options, arbiters: facts.arbiterCount)
    }
}

/// What tests look at in a volume.
struct VolumeOfTest {
    var hosts: [String]
    var options: [String: String]
    var arbiters: Int
}
