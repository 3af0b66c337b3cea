import AgentAPI
import EngineCore
import HashTreeCollections
import Logging
import MortarModel
import MortarStore
import SimulatedAgent
import Workflow

import struct Foundation.Date

/// An engine over three simulated hosts that are up and in one trusted pool.
struct World: Sendable {
    let cluster = SimulatedCluster()
    let documents = MemoryStore()
    let context: EngineContext
    let engine: Engine
    let hosts: [Host]

    /// scrypt is slow on purpose: one hash serves all tests.
    static let password = Result { try PasswordHash(password: "secret") }
    static let addresses = ["10.0.0.1", "10.0.0.2", "10.0.0.3"]

    init(hosts count: Int = 3, joined: Bool = true) async throws {
        let cluster = cluster
        let store = try await InventoryStore(documents)
        try await store.found(password: Self.password.get())
        let clusterID = store.inventory.clusters.sortedByName[0].id
        hosts = Self.addresses.prefix(count).enumerated().map { index, address in
            Host(
                name: "h\(index + 1)", clusterID: clusterID, address: address, storageAddress: address,
                isPoolMember: joined, status: joined ? .up : .installing, agentKeyFingerprint: "key-\(index + 1)")
        }
        context = EngineContext(store: store, connect: { cluster.agent(address: $0.address) })
        engine = Engine(context, certifier: FakeCertifier(), logger: Logger(label: "test"))
        for host in hosts { cluster.addHost(address: host.address) }
        if joined { try await join() }
    }

    private func join() async throws {
        let hosts = hosts
        try await context.store.change { inventory in for host in hosts { inventory.hosts.insert(host) } }
        for host in hosts {
            let agent = cluster.agent(address: host.address)
            try await agent.startGluster()
            try await cluster.agent(address: hosts[0].address).addPeer(host.address)
            try await agent.openMigrations(
                MigrationDoor(
                    address: host.address, authority: "authority", libvirtCertificate: "", qemuCertificate: ""))
            let facts = try await agent.facts()
            context.store.observe { $0.hosts[host.id] = HostObservation(facts: facts, lastHeard: Date()) }
        }
    }

    /// Runs the engine while `body` uses it.
    func running<Result: Sendable>(_ body: @Sendable () async throws -> Result) async throws -> Result {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await engine.run() }
            defer { group.cancelAll() }
            return try await body()
        }
    }

    // MARK: Making things at once, without the engine running

    /// Runs a workflow to its end.
    @discardableResult
    func carry<W: EngineWorkflow>(_ workflow: W) async throws -> WorkflowRecord {
        let record = try WorkflowRecord(workflow, now: Date())
        return try await WorkflowRunner<W>(context: context, now: { Date() }, save: { _ in }).run(record)
    }

    /// Takes back the first steps of a workflow, as its runner does, each so many times.
    func undo<W: EngineWorkflow>(_ workflow: inout W, first count: Int, times: Int = 1) async throws {
        for step in W.steps.prefix(count).reversed() {
            guard case .by(let undo) = step.undo else { continue }
            for _ in 0..<times { try await undo(&workflow, context) }
        }
    }

    @discardableResult
    func makeStorageDomain(_ redundancy: Redundancy = .threeCopies) async throws -> CreateStorageDomain {
        let workflow = newStorageDomain(redundancy)
        try await carry(workflow)
        return workflow
    }

    func newStorageDomain(_ redundancy: Redundancy = .threeCopies) -> CreateStorageDomain {
        let domain = StorageDomain(
            name: "data", dataCenterID: context.inventory.dataCenters.sortedByName[0].id, redundancy: redundancy,
            status: .locked)
        let bricks = hosts.map { Brick(hostID: $0.id, device: "/dev/sdb", size: .gibibytes(8)) }
        let set = ReplicaSet(name: "data-1", storageDomainID: domain.id, redundancy: redundancy, bricks: bricks)
        return CreateStorageDomain(domain: domain, sets: [set], wipe: [])
    }

    /// A world with one replica set on the first devices of its hosts, all of it observed.
    static func withReplicaSet() async throws -> (World, ReplicaSet) {
        let world = try await World()
        let made = try await world.makeStorageDomain()
        try await world.observe()
        return (world, try world.context.inventory.replicaSets.required(made.sets[0].id))
    }

    /// A device of the host with this index.
    func device(_ host: Int, _ path: String) -> HostDevice { HostDevice(hostID: hosts[host].id, device: path) }

    /// The device of a host that is still blank after ``makeStorageDomain(_:)``.
    func freeDevice(of host: Host) -> HostDevice {
        HostDevice(hostID: host.id, device: "/dev/disk/by-id/ata-SIM_\(host.address)-1")
    }

    /// Has the engine look at all hosts and volumes, as its watchers would.
    func observe() async throws {
        for host in hosts {
            do {
                let facts = try await cluster.agent(address: host.address).facts()
                context.store.observe { $0.hosts[host.id] = HostObservation(facts: facts, lastHeard: Date()) }
            } catch let failure as Failure where failure.code == .hostUnreachable {
                // It has lost its power: what was seen of it stays.
                continue
            }
        }
        let volumes = try await context.anyPoolAgent().volumes()
        context.store.observe { observations in
            for volume in volumes {
                observations.volumes[volume.name] = VolumeObservation(facts: volume, observed: Date())
            }
        }
    }

    /// A VM that is down, with one disk that is ready.
    func makeVM() async throws -> VM {
        let storage = try await makeStorageDomain()
        let disk = Disk(
            name: "web-1", storageDomainID: storage.domain.id, replicaSetID: storage.sets[0].id, size: .gibibytes(1),
            status: .locked, isBootable: true)
        let vm = VM(
            name: "web", clusterID: hosts[0].clusterID, cpus: 1, memory: .mebibytes(256), disks: [disk.id])
        try await context.store.change { inventory in
            inventory.disks.insert(disk)
            inventory.vms.insert(vm)
        }
        try await carry(AddDisk(disk: disk, vm: vm.id))
        return vm
    }
}

struct FakeCertifier: AgentCertifier {
    func migrationDoor(for host: MortarModel.Host, requests: MigrationKeyRequests) throws -> MigrationDoor {
        MigrationDoor(
            address: host.address, authority: authority, libvirtCertificate: requests.libvirt,
            qemuCertificate: requests.qemu)
    }
    var authority: String { "authority" }
    func keyFingerprint(of request: String) throws -> String { "key of \(request)" }
    func certificate(for host: Host, request: String) throws -> String { "certificate of \(host.name)" }
}
