import AgentAPI
package import ArgumentParser
import Certificates
import EngineCore
import EngineServer
import Foundation
import Logging
import MortarModel
import MortarStore
import ServiceLifecycle
import SystemdKit
import UnixSignals

/// `mortar engine serve`: the service.
package struct ServeCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the API until stopped.")

    @OptionGroup var folders: EngineFolders

    @Option(help: "The port of the API.")
    var port = 443

    package init() {}

    package func run() async throws {
        JournalLogHandler.bootstrap(level: .info)
        let logger = Logger(label: "mortar-engine")
        guard let names = try ProtectedFile(path: folders.names, readers: .everyone).read() else {
            throw ValidationError("There is no engine here. Make one with “mortar engine found” or “mortar deploy”.")
        }
        let identity = try ClusterIdentity(
            folder: folders.pki, names: names.split(separator: "\n").map(String.init), now: Date(), mayMake: false)
        let store = try await InventoryStore(SQLiteStore(path: folders.database))
        let epoch = try await store.lead(at: Date())
        let agents = try AgentConnectionsByHost(identity, epoch: epoch)
        let engine = Engine(
            EngineContext(store: store, connect: { try agents.agent(of: $0) }), certifier: identity, logger: logger)
        store.observe { $0.engineMachineID = Self.machineID }
        let server = EngineServer(
            engine, identity: identity, port: port, logger: logger, whenServing: { announce(epoch, logger) })
        var configuration = ServiceGroupConfiguration(
            services: [EngineWork(engine), server], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(10)
        try await ServiceGroup(configuration: configuration).run()
    }

    /// Of this system (machine-id(5)); nil where it has none.
    private static var machineID: String? {
        FileManager.default.contents(atPath: "/etc/machine-id")
            .map { String(decoding: $0, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines) }
    }

    private func announce(_ epoch: Int64, _ logger: Logger) {
        logger.notice(
            "serving", metadata: ["port": "\(port)", "epoch": "\(epoch)", "version": "\(ProductVersion.current)"])
        do {
            try ServiceNotifier.ofThisProcess.notify(.ready)
        } catch {
            logger.error("systemd does not know that the engine is ready", metadata: ["error": "\(error)"])
        }
    }
}
