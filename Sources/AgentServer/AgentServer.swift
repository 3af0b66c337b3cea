package import AgentAPI
package import Certificates
internal import HTTPServing
internal import Hummingbird
internal import HummingbirdTLS
package import Logging
internal import NIOCore
internal import ServiceLifecycle

/// Serves a host's agent to the engine over HTTPS with mutual TLS.
package struct AgentServer: Service, CustomStringConvertible {
    private let agent: any HostAgent
    private let credentials: Credentials
    private let address: String?
    private let port: Int
    private let epoch: LeaderEpoch
    private let logger: Logger
    private let whenServing: @Sendable (_ port: Int) async -> Void

    package var description: String { "agent server" }

    /// - Parameters:
    ///   - address: where to listen; nil for all addresses of the host.
    ///   - port: 0 for one that is free.
    ///   - whenServing: called once connections are taken, with the port.
    package init(
        agent: any HostAgent, credentials: Credentials, address: String? = nil, port: Int = AgentProtocol.port,
        epoch: LeaderEpoch, logger: Logger, whenServing: @escaping @Sendable (_ port: Int) async -> Void = { _ in }
    ) {
        self.agent = agent
        self.credentials = credentials
        self.address = address
        self.port = port
        self.epoch = epoch
        self.logger = logger
        self.whenServing = whenServing
    }

    /// Serves until the service group shuts down or the task is cancelled.
    package func run() async throws {
        let application = Application(
            router: router,
            server: try .tls(
                .http1(configuration: .init(additionalChannelHandlers: [WholeClosure()])),
                tlsConfiguration: credentials.mutualTLSServer()),
            configuration: ApplicationConfiguration(address: .hostname(address ?? AllAddresses.text, port: port)),
            onServerRunning: { channel in
                await whenRunning(channel)
            },
            logger: logger)
        try await application.run()
    }

    private func whenRunning(_ channel: any Channel) async {
        do {
            try await channel.detectDeadPeer().get()
        } catch {
            logger.warning("dead connections will be noticed late", metadata: ["error": "\(error)"])
        }
        await whenServing(channel.localAddress?.port ?? port)
    }

    private var router: Router<AgentRequestContext> {
        let router = Router(context: AgentRequestContext.self)
        router.addMiddleware {
            AnswerFailures(logger: logger)
            AdmitOnlyTheEngine()
            RefuseDeposedLeaders(epoch: epoch)
        }
        AgentRoutes(agent: agent).add(to: router)
        return router
    }
}
