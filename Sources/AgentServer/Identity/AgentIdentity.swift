package import Certificates
package import Foundation
internal import MortarModel

/// The folder in which a host's agent keeps its key and what the cluster's authority says about it.
///
/// It is all the state that an agent has.
package struct AgentIdentity: Sendable {
    package static let standardFolder = "/etc/mortar/agent"

    private let folder: String
    private var keyPath: String { "\(folder)/key.pem" }
    private var bundle: ProtectedFile {
        ProtectedFile(path: "\(folder)/certificate.pem", readers: .everyone)
    }

    package init(folder: String = standardFolder) {
        self.folder = folder
    }

    /// A request for a certificate. The key is made at the first call and stays the same.
    package func request(hostname: String) throws -> SigningRequest {
        try makeFolder()
        return try SigningRequest(key: SigningKey.kept(at: keyPath), commonName: hostname)
    }

    /// Takes the certificate that the authority made for the request, followed by the authority's own.
    ///
    /// Throws `Failure(.invalid)`, and changes nothing, when they are not for this agent now.
    package func install(pem: String, now: Date) throws -> IdentityCertificate {
        do {
            let certificate = try credentials(pem: pem).certificate
            guard certificate.role == .agent else { throw IdentityError("It is not an agent's certificate.") }
            guard certificate.begins <= now, now < certificate.expires else {
                throw IdentityError("It counts from \(certificate.begins) to \(certificate.expires) only.")
            }
            try bundle.write(pem)
            return certificate
        } catch let error as IdentityError {
            throw Failure(
                .invalid, "This identity is not for this agent.", cause: "\(error)",
                correction: "Install what the engine makes of “mortar-agent identity request” on this host.")
        }
    }

    /// What the agent serves with. Throws `Failure(.notFound)` when it has not been enrolled.
    package func credentials() throws -> Credentials {
        do {
            guard let pem = try bundle.read() else { throw IdentityError("There is no \(bundle.path).") }
            return try credentials(pem: pem)
        } catch let error as IdentityError {
            throw Failure(
                .notFound, "This host's agent has no identity in a cluster.", cause: "\(error)",
                correction: "Add the host to a cluster: the engine enrols it.")
        }
    }

    /// Only the folder itself is closed to others: its parent holds what everybody may read.
    private func makeFolder() throws {
        let url = URL(filePath: folder)
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o755])
        guard !FileManager.default.fileExists(atPath: folder) else { return }
        try FileManager.default.createDirectory(
            at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }

    private func credentials(pem: String) throws -> Credentials {
        let certificates = try IdentityCertificate.bundle(pem: pem)
        guard certificates.count == 2 else {
            throw IdentityError("Expected the agent's certificate and its authority's, found \(certificates.count).")
        }
        guard let key = try ProtectedFile(path: keyPath, readers: .owner).read() else {
            throw IdentityError("There is no \(keyPath).")
        }
        return try Credentials(certificate: certificates[0], key: SigningKey(pem: key), authority: certificates[1])
    }
}
