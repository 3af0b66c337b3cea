import AgentAPI
import AgentClient
import Certificates
import Foundation
import Glibc
import MortarModel
import Testing

struct UnreachableTests {
    @Test func saysWhoDoesNotAnswerAndWhatToDo() async throws {
        let client = try await ServedAgent.with(RecordingAgent()) { served in
            let client = try served.client()
            _ = try await client.volumes()
            return client
        }
        let failure = await #expect(throws: Failure.self) { try await client.facts() }
        #expect(failure?.code == .hostUnreachable)
        #expect(failure?.objects == ["host h1"])
        #expect(failure?.correction != nil)
    }

    @Test func doesNotWaitForAHostThatTakesConnectionsAndIsSilent() async throws {
        let listener = try #require(SilentListener())
        defer { listener.close() }
        let authority = try CertificateAuthority(commonName: "Test", now: .now)
        let key = SigningKey()
        let client = try RemoteHostAgent(
            endpoint: AgentEndpoint(host: "h1", address: "127.0.0.1", port: listener.port, keyFingerprint: ""),
            credentials: Credentials(
                certificate: authority.sign(key, as: .engine, now: .now), key: key, authority: authority.certificate),
            epoch: { 1 })
        let start = ContinuousClock.now
        let failure = await #expect(throws: Failure.self) { _ = try await client.changes() }
        #expect(failure?.code == .hostUnreachable)
        #expect(ContinuousClock.now - start < .seconds(90))
    }
}

/// A port whose connections the kernel accepts and nobody serves.
private struct SilentListener {
    private let descriptor: Int32
    let port: Int

    init?() {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isListening = withUnsafeMutableBytes(of: &address) { bytes in
            let address = bytes.bindMemory(to: sockaddr.self).baseAddress
            return bind(descriptor, address, length) == 0 && listen(descriptor, 8) == 0
                && getsockname(descriptor, address, &length) == 0
        }
        guard isListening else { return nil }
        self.descriptor = descriptor
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    func close() {
        Glibc.close(descriptor)
    }
}
