import Certificates
import Foundation
import HostCommand
import Testing

/// What another implementation thinks of our certificates.
struct OpenSSLTests {
    let authority: CertificateAuthority
    let key = SigningKey()

    init() throws {
        authority = try CertificateAuthority(commonName: "Mortar CA", now: .now)
    }

    @Test func verifiesAnAgentForItsNamesAsAServer() async throws {
        let certificate = try authority.sign(key, as: .agent(hostID: "3f0c", names: ["h1", "10.88.0.11"]), now: .now)
        let arguments = ["-purpose", "sslserver", "-verify_hostname", "h1"]
        #expect(try await verify(certificate, arguments).hasSuffix("OK\n"))
        #expect(try await verify(certificate, ["-verify_ip", "10.88.0.11"]).hasSuffix("OK\n"))
        await #expect(throws: CommandFailure.self) { try await verify(certificate, ["-verify_hostname", "h2"]) }
        await #expect(throws: CommandFailure.self) { try await verify(certificate, ["-purpose", "sslclient"]) }
    }

    @Test func verifiesTheEngineAsAClientOnly() async throws {
        let certificate = try authority.sign(key, as: .engine, now: .now)
        #expect(try await verify(certificate, ["-purpose", "sslclient", "-x509_strict"]).hasSuffix("OK\n"))
        await #expect(throws: CommandFailure.self) { try await verify(certificate, ["-purpose", "sslserver"]) }
    }

    @Test func refusesACertificateThatExpired() async throws {
        let certificate = try authority.sign(key, as: .engine, now: .now - 3_653 * 86_400)
        await #expect(throws: CommandFailure.self) { try await verify(certificate, []) }
    }

    @Test func countsTheSameFingerprint() async throws {
        let certificate = try authority.sign(key, as: .engine, now: .now)
        let digest = try await temporaryFolder { folder in
            let publicKey = folder.appending(path: "public.der")
            let secret = folder.appending(path: "key.pem")
            try key.pem.write(to: secret, atomically: true, encoding: .utf8)
            try await openSSL(
                "pkey", "-in", secret.path, "-pubout", "-outform", "der", "-out", publicKey.path)
            return try await openSSL("dgst", "-sha256", "-r", publicKey.path)
        }
        #expect(try digest.hasPrefix(certificate.keyFingerprint + " "))
        #expect(try key.fingerprint == certificate.keyFingerprint)
    }

    private func verify(_ certificate: IdentityCertificate, _ arguments: [String]) async throws -> String {
        try await temporaryFolder { folder in
            let authorityFile = folder.appending(path: "ca.pem")
            let file = folder.appending(path: "certificate.pem")
            try authority.certificate.pem().write(to: authorityFile, atomically: true, encoding: .utf8)
            try certificate.pem().write(to: file, atomically: true, encoding: .utf8)
            return try await openSSL(["verify", "-CAfile", authorityFile.path] + arguments + [file.path])
        }
    }
}

@discardableResult
func openSSL(_ arguments: String...) async throws -> String {
    try await openSSL(arguments)
}

func openSSL(_ arguments: [String]) async throws -> String {
    try await LocalCommands().output(of: Command("openssl", arguments))
}

/// Gives a new folder to `body` and removes it afterwards.
func temporaryFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "certificates-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
}
