import AgentServer
import Certificates
import Foundation
import MortarModel
import Testing

struct AgentIdentityTests {
    let folder = FileManager.default.temporaryDirectory.appending(path: "identity-\(UUID())/agent")
    let now = Date(timeIntervalSince1970: 1_800_000_000)
    let authority: CertificateAuthority
    var identity: AgentIdentity { AgentIdentity(folder: folder.path) }

    init() throws {
        authority = try CertificateAuthority(commonName: "Test", now: now)
    }

    @Test func anAgentIsEnrolledByRequestAndBundle() throws {
        defer { cleanUp() }
        let request = try identity.request(hostname: "h1")
        let installed = try identity.install(pem: bundle(for: request), now: now)
        #expect(installed.commonName == "3f0c")
        #expect(try identity.credentials().key.fingerprint == request.keyFingerprint)
    }

    @Test func aSecondRequestIsForTheSameKey() throws {
        defer { cleanUp() }
        let first = try identity.request(hostname: "h1")
        #expect(try identity.request(hostname: "h1").keyFingerprint == first.keyFingerprint)
    }

    @Test func onlyTheOwnerReadsTheKey() throws {
        defer { cleanUp() }
        _ = try identity.request(hostname: "h1")
        #expect(try mode(folder.appending(path: "key.pem")) == 0o600)
        #expect(try mode(folder) == 0o700)
        #expect(try mode(folder.deletingLastPathComponent()) == 0o755)
    }

    @Test func anIdentityForAnotherKeyIsRefusedAndChangesNothing() throws {
        defer { cleanUp() }
        let request = try identity.request(hostname: "h1")
        _ = try identity.install(pem: bundle(for: request), now: now)
        let other = try SigningRequest(key: SigningKey(), commonName: "h2")
        #expect(throws: Failure.self) { try identity.install(pem: bundle(for: other), now: now) }
        #expect(try identity.credentials().certificate.commonName == "3f0c")
    }

    @Test func theEnginesOwnRoleIsRefused() throws {
        defer { cleanUp() }
        let request = try identity.request(hostname: "h1")
        let pem = try bundle(for: request, as: .engine)
        #expect(throws: Failure.self) { try identity.install(pem: pem, now: now) }
    }

    @Test func anExpiredIdentityIsRefused() throws {
        defer { cleanUp() }
        let request = try identity.request(hostname: "h1")
        let pem = try bundle(for: request)
        #expect(throws: Failure.self) { try identity.install(pem: pem, now: now + 11 * 365 * 86_400) }
    }

    @Test func aHostThatWasNotEnrolledSaysSo() throws {
        defer { cleanUp() }
        let failure = #expect(throws: Failure.self) { try identity.credentials() }
        #expect(failure?.code == .notFound)
        _ = try identity.request(hostname: "h1")
        #expect(throws: Failure.self) { try identity.credentials() }
    }

    private func bundle(
        for request: SigningRequest, as profile: CertificateProfile = .agent(hostID: "3f0c", names: ["h1"])
    ) throws -> String {
        try authority.sign(request, as: profile, now: now).pem() + authority.certificate.pem()
    }

    private func mode(_ url: URL) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: url.path)[.posixPermissions] as? Int
    }

    private func cleanUp() {
        try? FileManager.default.removeItem(at: folder.deletingLastPathComponent())
    }
}
