import AgentAPI
import ArgumentParser
import EngineCore
import EngineServer
import Foundation
import Logging
import MortarModel
import MortarStore
import ServiceLifecycle
import SimulatedAgent
import UnixSignals

/// A real engine with its real API over simulated hosts: for tests of clients, and for measuring.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the API of an engine whose hosts are simulated.")

    @Option(help: "Simulated hosts, each with two blank devices.")
    var hosts = 3

    @Option(help: "VMs that are there from the beginning, without disks.")
    var vms = 0

    @Option(help: "The port of the API on 127.0.0.1.")
    var port: Int

    @Option(help: "A folder for certificates; made if it is missing.")
    var folder: String

    @Option(help: "The password of admin@internal.")
    var password = "simulation"

    func run() async throws {
        let logger = Logger(label: "mortar.simulation")
        let cluster = SimulatedCluster()
        for index in 0..<hosts { cluster.addHost(address: "10.0.\(index / 250).\(index % 250 + 1)") }
        let identity = try ClusterIdentity(
            folder: folder, names: ["127.0.0.1", "localhost"], now: Date(), mayMake: true)
        let store = try await InventoryStore(MemoryStore())
        try await store.found(password: PasswordHash(password: password))
        try await addVMs(to: store)
        let context = EngineContext(store: store, connect: { cluster.agent(address: $0.address) })
        let engine = Engine(context, certifier: AnyKeyCertifier(), logger: logger)
        let services = ServiceGroup(
            services: [EngineServer(engine, identity: identity, port: port, logger: logger), EngineWork(engine)],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        try await services.run()
    }

    private func addVMs(to store: InventoryStore) async throws {
        let count = vms
        try await store.change { inventory in
            let cluster = inventory.clusters.sortedByName[0].id
            for index in 0..<count {
                inventory.vms.insert(
                    VM(name: "vm-\(index)", clusterID: cluster, cpus: 1, memory: .mebibytes(256)))
            }
        }
    }
}

/// Simulated agents have no keys: any text stands for a request.
private struct AnyKeyCertifier: AgentCertifier {
    func migrationDoor(for host: MortarModel.Host, requests: MigrationKeyRequests) throws -> MigrationDoor {
        MigrationDoor(
            address: host.address, authority: authority, libvirtCertificate: requests.libvirt,
            qemuCertificate: requests.qemu)
    }
    var authority: String { "" }
    func keyFingerprint(of request: String) throws -> String { request }
    func certificate(for host: MortarModel.Host, request: String) throws -> String { "" }
}
