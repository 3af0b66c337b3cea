import AgentAPI
import EngineCore
import Foundation
import MortarModel
import SimulatedAgent
import Workflow

/// A world with two replica sets, and a VM with a disk on the first one.
struct MovingDisk: Sendable {
    let world: World
    let disk: Disk
    let vm: VM
    let target: ReplicaSet

    /// - Parameter isRunning: whether the VM runs, on the second host.
    init(in world: World, isRunning: Bool) async throws {
        self.world = world
        let made = try await world.makeVM()
        target = try await Self.secondSet(in: world)
        let (context, cluster) = (world.context, world.cluster)
        disk = try context.inventory.disks.required(made.disks[0])
        if isRunning {
            let host = world.hosts[1].id
            try await context.store.change { inventory in
                try inventory.vms.update(made.id) { vm in
                    vm.enter(.waitForLaunch, at: context.now())
                    vm.hostID = host
                }
            }
            try await world.carry(StartVM(vm: made.id, name: made.name))
        }
        vm = try context.inventory.vms.required(made.id)
        cluster.setContent("first", of: Self.image(of: disk, on: "data-1"))
        try await world.observe()
    }

    private static func secondSet(in world: World) async throws -> ReplicaSet {
        let domain = StorageDomain(
            name: "other", dataCenterID: world.context.inventory.dataCenters.sortedByName[0].id,
            redundancy: .threeCopies, status: .locked)
        let bricks = world.hosts.map { Brick(hostID: $0.id, device: "/dev/sdc", size: .gibibytes(8)) }
        let set = ReplicaSet(
            name: "data-2", storageDomainID: domain.id, redundancy: .threeCopies, bricks: bricks)
        try await world.carry(CreateStorageDomain(domain: domain, sets: [set], wipe: []))
        return try world.context.inventory.replicaSets.required(set.id)
    }

    static func image(of disk: Disk, on volume: String) -> ImageReference {
        ImageReference(volume: volume, path: disk.imagePath)
    }

    var old: ImageReference { Self.image(of: disk, on: "data-1") }
    var new: ImageReference { Self.image(of: disk, on: "data-2") }

    /// The disk as it is written down.
    var now: Disk {
        get throws { try world.context.inventory.disks.required(disk.id) }
    }

    /// Reserves the room as a request does; the workflow is not begun.
    func reserved() async throws -> MoveDisk {
        let job = try await world.engine.disks.move(disk.id, .init(replicaSet: target.id), by: RequestOrigin())
        let record = try world.context.inventory.workflows.required(WorkflowID(rawValue: job.id.rawValue))
        return try JSONDecoder().decode(MoveDisk.self, from: record.state)
    }

    /// What the disk holds, as whoever starts the VM next finds it.
    func content() throws -> String? {
        let set = try world.context.inventory.replicaSets.required(try now.replicaSetID)
        return world.cluster.content(of: Self.image(of: disk, on: set.name))
    }
}
