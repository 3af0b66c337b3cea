package import AgentAPI
package import Certificates
import EngineCore
package import Foundation
package import MortarModel

/// The keys and certificates of an engine: the cluster's authority, the API's server, and the engine as agents' client.
package struct ClusterIdentity: Sendable {
    package let certificateAuthority: CertificateAuthority
    /// PEM.
    package let authority: String
    package let apiCertificate: IdentityCertificate
    package let apiKey: SigningKey
    package let engineCertificate: IdentityCertificate
    package let engineKey: SigningKey

    /// Reads the identity kept in a folder; keys and certificates that are missing are made, and the folder too.
    ///
    /// Throws `Failure` when the authority is not whole: another one in its place would be nobody's to the agents.
    ///
    /// - Parameters:
    ///   - names: the names and addresses that the API is reached by; a change makes a new certificate.
    ///   - mayMake: whether an authority is made where there is none, or half of one; for an engine that never served.
    package init(folder: String, names: [String], now: Date, mayMake: Bool) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o755])
        let authority = try Self.authority(folder, now, mayMake: mayMake)
        certificateAuthority = authority
        self.authority = try authority.certificate.pem()
        apiKey = try SigningKey.kept(at: "\(folder)/api.key")
        apiCertificate = try Self.certificate(
            "\(folder)/api.pem", for: apiKey, as: .api(names: names), by: authority, now)
        engineKey = try SigningKey.kept(at: "\(folder)/engine.key")
        engineCertificate = try Self.certificate(
            "\(folder)/engine.pem", for: engineKey, as: .engine, by: authority, now)
    }

    private static func authority(_ folder: String, _ now: Date, mayMake: Bool) throws -> CertificateAuthority {
        let certificate = ProtectedFile(path: "\(folder)/ca.pem", readers: .everyone)
        let key = ProtectedFile(path: "\(folder)/ca.key", readers: .owner)
        switch (try certificate.read(), try key.read()) {
        case (let certificatePEM?, let keyPEM?):
            return try CertificateAuthority(
                certificate: IdentityCertificate(pem: certificatePEM), key: SigningKey(pem: keyPEM))
        case _ where mayMake: return try newAuthority(certificate, key, now)
        case (let certificatePEM, let keyPEM):
            let missing = [certificatePEM == nil ? certificate.path : nil, keyPEM == nil ? key.path : nil]
            throw Failure.missingAuthority(missing.compactMap(\.self))
        }
    }

    private static func newAuthority(
        _ certificate: ProtectedFile, _ key: ProtectedFile, _ now: Date
    ) throws -> CertificateAuthority {
        let made = try CertificateAuthority(commonName: "Mortar \(Identifier<Cluster>().rawValue.prefix(8))", now: now)
        try key.write(made.key.pem)
        try certificate.write(try made.certificate.pem())
        return made
    }

    /// The kept certificate, or a new one when it is missing, belongs to another key, has other names, or ends within 30 days.
    private static func certificate(
        _ path: String, for key: SigningKey, as profile: CertificateProfile, by authority: CertificateAuthority,
        _ now: Date
    ) throws -> IdentityCertificate {
        let file = ProtectedFile(path: path, readers: .everyone)
        if let pem = try file.read() {
            let kept = try IdentityCertificate(pem: pem)
            let isGood =
                kept.belongs(to: key) && kept.isSigned(by: authority.certificate)
                && Set(kept.subjects) == Set(profile.subjects) && kept.expires > now.addingTimeInterval(30 * 86_400)
            if isGood { return kept }
        }
        let made = try authority.sign(key, as: profile, now: now)
        try file.write(try made.pem())
        return made
    }
}

extension Failure {
    fileprivate static func missingAuthority(_ files: [String]) -> Failure {
        Failure(
            .notFound, "The cluster's authority is incomplete.",
            cause: "Missing: \(files.joined(separator: ", ")).",
            correction: "Restore the folder from the backup of this host: agents obey no other authority.")
    }
}

extension ClusterIdentity: AgentCertifier {
    package func keyFingerprint(of request: String) throws -> String {
        try read(request).keyFingerprint
    }

    package func migrationDoor(
        for host: MortarModel.Host, requests: MigrationKeyRequests
    ) throws -> MigrationDoor {
        func certificate(_ request: String, _ role: CertificateRole) throws -> String {
            let profile = CertificateProfile.peer(role, hostID: host.id.rawValue, names: names(of: host))
            return try certificateAuthority.sign(try read(request), as: profile, now: Date()).pem()
        }
        return MigrationDoor(
            address: host.address, authority: authority,
            libvirtCertificate: try certificate(requests.libvirt, .hypervisor),
            qemuCertificate: try certificate(requests.qemu, .migration))
    }

    private func names(of host: MortarModel.Host) -> [String] {
        Set([host.name, host.address, host.storageAddress]).sorted()
    }

    package func certificate(for host: MortarModel.Host, request: String) throws -> String {
        let profile = CertificateProfile.agent(hostID: host.id.rawValue, names: names(of: host))
        return try certificateAuthority.sign(try read(request), as: profile, now: Date()).pem()
    }

    private func read(_ request: String) throws -> SigningRequest {
        do {
            return try SigningRequest(pem: request)
        } catch {
            throw Failure(
                .invalid, "The agent's certificate request cannot be accepted.", cause: "\(error)",
                correction: "Send what “mortar-agent identity request” prints.")
        }
    }
}
