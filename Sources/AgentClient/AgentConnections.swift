internal import AgentAPI
internal import AsyncHTTPClient
internal import Certificates
internal import NIOCore
internal import NIOSSL

/// The connections to one agent; they end with this object.
final class AgentConnections: Sendable {
    /// For calls, uploads and streams that may be silent.
    let calls: HTTPClient
    /// For streams with heartbeats: silence ends them.
    let heartbeats: HTTPClient
    /// Where everything is sent and received.
    let eventLoop: any EventLoop

    init(to endpoint: AgentEndpoint, as credentials: Credentials) throws {
        var configuration = HTTPClient.Configuration(tlsConfiguration: try credentials.mutualTLSClient())
        configuration.proxy = nil
        configuration.redirectConfiguration = .disallow
        configuration.httpVersion = .http1Only
        configuration.timeout.connect = .seconds(5)
        // A connection that cannot be made is news to those who watch hosts, not something to wait out here.
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        eventLoop = HTTPClient.defaultEventLoopGroup.next()
        // An agent whose storage stalls takes nothing of an image for a while. Calls have limits of their own.
        configuration.prepare(for: endpoint, unacknowledged: AgentProtocol.stallLimit)
        calls = HTTPClient(eventLoopGroup: eventLoop, configuration: configuration)
        configuration.prepare(for: endpoint, unacknowledged: AgentProtocol.silenceLimit)
        configuration.timeout.read = .nanoseconds(AgentProtocol.silenceLimit.nanoseconds)
        heartbeats = HTTPClient(eventLoopGroup: eventLoop, configuration: configuration)
    }

    deinit {
        for client in [calls, heartbeats] {
            // The client outlives this object until its connections are closed; nobody is left to tell of an error.
            client.shutdown { _ in }
        }
    }
}

/// The agent that answered has another key than the one its host was enrolled with.
struct WrongAgentKey: Error {
    var found: String?
}

extension HTTPClient.Configuration {
    /// Has every new connection look at the agent's key and notice when the agent is gone.
    fileprivate mutating func prepare(for endpoint: AgentEndpoint, unacknowledged: Duration) {
        http1_1ConnectionDebugInitializer = { channel in
            channel.admit(keyFingerprint: endpoint.keyFingerprint)
                .flatMap { channel.detectDeadPeer(unacknowledged: unacknowledged) }
                .flatMapError { error in channel.close().flatMapThrowing { throw error } }
        }
    }
}

extension Channel {
    /// Fails when the certificate that the agent has shown is not about this key.
    fileprivate func admit(keyFingerprint: String) -> EventLoopFuture<Void> {
        nioSSL_peerCertificate().flatMapThrowing { certificate in
            let found = try certificate.map { try IdentityCertificate(der: $0.toDERBytes()).keyFingerprint }
            guard found == keyFingerprint else { throw WrongAgentKey(found: found) }
        }
    }
}

extension Duration {
    var nanoseconds: Int64 {
        components.seconds * 1_000_000_000 + components.attoseconds / 1_000_000_000
    }
}
