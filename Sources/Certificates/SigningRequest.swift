internal import Crypto
internal import SwiftASN1
internal import X509

/// A request for a certificate (PKCS #10): a public key and the proof that the asker holds its private half.
///
/// What it says about its holder is not read: an authority decides that by itself.
package struct SigningRequest: Sendable {
    let request: CertificateSigningRequest

    /// A request for a certificate of `key`.
    package init(key: SigningKey, commonName: String) throws {
        request = try CertificateSigningRequest(
            version: .v1,
            subject: DistinguishedName { CommonName(commonName) },
            privateKey: key.certifiable,
            attributes: CertificateSigningRequest.Attributes(),
            signatureAlgorithm: .ecdsaWithSHA256)
    }

    /// Reads a request and checks it.
    ///
    /// Throws `IdentityError` when it cannot be read, when its key is not a P-256 key, or when it was not signed with
    /// the key that it is about.
    package init(pem: String) throws {
        do {
            request = try CertificateSigningRequest(pemEncoded: pem)
        } catch {
            throw IdentityError("This is not a certificate request in PEM form: \(error)")
        }
        guard P256.Signing.PublicKey(request.publicKey) != nil else {
            throw IdentityError("The key of the certificate request is not a P-256 key.")
        }
        guard request.publicKey.isValidSignature(request.signature, for: request) else {
            throw IdentityError("The certificate request was not signed with its own key.")
        }
    }

    /// PEM form, ending with a newline.
    package func pem() throws -> String {
        try request.serializeAsPEM().pemString + "\n"
    }

    /// SHA-256 of the public key; see ``IdentityCertificate/keyFingerprint``.
    package var keyFingerprint: String { get throws { try fingerprint(of: request.publicKey) } }
}
