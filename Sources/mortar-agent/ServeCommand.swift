import AgentCore
import AgentServer
import ArgumentParser
import Foundation
import HostCommand
import Logging
import MortarModel
import ServiceLifecycle
import SystemdKit
import UnixSignals

/// `mortar-agent serve`: the service.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Serve the engine until stopped.",
        discussion: "The service is mortar-agent.service; its log is “journalctl -u mortar-agent”.")

    @OptionGroup var folder: IdentityFolder

    @Option(help: "The settings file; it may be missing.")
    var settings = AgentSettings.standardFile

    @Option(name: .customLong("runtime"), help: "The folder of what is forgotten at a reboot.")
    var runtimeFolder = "/run/mortar"

    func run() async throws {
        let settings = try AgentSettings(file: settings)
        JournalLogHandler.bootstrap(level: settings.logLevel)
        let logger = Logger(label: "mortar-agent")
        let credentials = try folder.identity.credentials()
        let agent = LocalHostAgent(settings, logger)
        let server = AgentServer(
            agent: agent, credentials: credentials, address: settings.listenAddress, port: settings.port,
            epoch: try leaderEpoch(logger), logger: logger,
            whenServing: { port in announce(port, logger) })
        var configuration = ServiceGroupConfiguration(
            services: [HostWatch(agent: agent), server], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(10)
        try await ServiceGroup(configuration: configuration).run()
    }

    private func leaderEpoch(_ logger: Logger) throws -> LeaderEpoch {
        try FileManager.default.createDirectory(atPath: runtimeFolder, withIntermediateDirectories: true)
        return try LeaderEpoch(path: "\(runtimeFolder)/leader-epoch", logger: logger)
    }

    private func announce(_ port: Int, _ logger: Logger) {
        logger.notice("serving", metadata: ["port": "\(port)", "version": "\(ProductVersion.current)"])
        do {
            try ServiceNotifier.ofThisProcess.notify(.ready)
        } catch {
            logger.error("systemd does not know that the agent is ready", metadata: ["error": "\(error)"])
        }
    }
}

extension LocalHostAgent {
    /// The agent of this machine, as its settings want it.
    init(_ settings: AgentSettings, _ logger: Logger) {
        let commands = LocalCommands(faults: settings.faultFile.map(FaultFile.init(path:)))
        self.init(
            commands: commands, guests: LocalGuests(commands: commands, logger: logger), devices: settings.devices,
            smartctl: settings.smartctl, version: ProductVersion.current, logger: logger)
    }
}
