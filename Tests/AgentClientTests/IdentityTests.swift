import AgentAPI
import AgentClient
import Certificates
import Foundation
import HostCommand
import MortarModel
import Testing

/// Who is let in, and whom the engine believes.
struct IdentityTests {
    @Test func refusesAClientOfAnotherAuthority() async throws {
        let agent = RecordingAgent()
        try await ServedAgent.with(agent) { served in
            // The client trusts the agent's authority, but its own certificate comes from another one.
            let response = try await curl(
                served, by: CertificateAuthority(commonName: "Test", now: .now), profile: .engine)
            #expect(response.status != 0)
            #expect(response.standardOutput == "000")
        }
        #expect(agent.calls.isEmpty)
    }

    @Test func refusesAClientWithoutCertificate() async throws {
        let agent = RecordingAgent()
        try await ServedAgent.with(agent) { served in
            let response = try await curl(served, by: nil, profile: .engine)
            #expect(response.status != 0)
            #expect(response.standardOutput == "000")
        }
        #expect(agent.calls.isEmpty)
    }

    @Test func admitsTheEngine() async throws {
        let agent = RecordingAgent()
        try await ServedAgent.with(agent) { served in
            let response = try await curl(served, by: served.authority, profile: .engine)
            #expect(response.standardOutput == "200")
        }
        #expect(agent.calls == ["volumes"])
    }

    @Test func refusesAnAgentAsAClient() async throws {
        let agent = RecordingAgent()
        try await ServedAgent.with(agent) { served in
            let profile = CertificateProfile.agent(hostID: "h2", names: ["127.0.0.1"])
            let response = try await curl(served, by: served.authority, profile: profile)
            #expect(response.status != 0)
            #expect(response.standardOutput == "000")
        }
        #expect(agent.calls.isEmpty)
    }

    @Test func refusesAClientWithAnotherRole() async throws {
        let agent = RecordingAgent()
        try await ServedAgent.with(agent) { served in
            let client = try served.client(
                profile: CertificateProfile(commonName: "engine", role: .agent, usage: .client))
            let failure = await #expect(throws: Failure.self) { try await client.facts() }
            #expect(failure?.code == .forbidden)
        }
        #expect(agent.calls.isEmpty)
    }

    @Test func believesNoAgentWithAnotherKey() async throws {
        let agent = RecordingAgent()
        try await ServedAgent.with(agent) { served in
            let client = try served.client(fingerprint: SigningKey().fingerprint)
            for _ in 1...2 {
                let failure = await #expect(throws: Failure.self) { try await client.facts() }
                #expect(failure?.code == .hostUnreachable)
                #expect(try failure?.cause?.contains(served.agentKey.fingerprint) == true)
            }
        }
        #expect(agent.calls.isEmpty)
    }

    @Test func believesNoAgentOfAnotherAuthority() async throws {
        let agent = RecordingAgent()
        try await ServedAgent.with(agent) { served in
            let client = try served.client(authority: CertificateAuthority(commonName: "Test", now: .now))
            let failure = await #expect(throws: Failure.self) { try await client.facts() }
            #expect(failure?.code == .hostUnreachable)
        }
        #expect(agent.calls.isEmpty)
    }

    /// Asks for volumes with another HTTP client; the output is the HTTP status, 000 where there was none.
    private func curl(
        _ served: ServedAgent, by authority: CertificateAuthority?, profile: CertificateProfile
    ) async throws -> CommandOutput {
        let folder = served.epochFile.deletingLastPathComponent()
        let trusted = folder.appending(path: "ca.pem")
        try served.authority.certificate.pem().write(to: trusted, atomically: true, encoding: .utf8)
        var arguments = [
            "--silent", "--output", "/dev/null", "--write-out", "%{http_code}", "--cacert", trusted.path,
            "--header", "Mortar-Leader-Epoch: 1", "--data", "{}", "--max-time", "20",
        ]
        if let authority {
            let key = SigningKey()
            let certificate = folder.appending(path: "certificate.pem")
            let secret = folder.appending(path: "key.pem")
            try authority.sign(key, as: profile, now: .now).pem()
                .write(to: certificate, atomically: true, encoding: .utf8)
            try key.pem.write(to: secret, atomically: true, encoding: .utf8)
            arguments += ["--cert", certificate.path, "--key", secret.path]
        }
        return try await LocalCommands().run(
            Command("curl", arguments + ["https://127.0.0.1:\(served.port)/v1/volumes"]))
    }
}
