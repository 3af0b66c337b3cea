internal import Crypto
internal import X509

/// The private key of an identity, on the curve P-256.
package struct SigningKey: Sendable, CustomStringConvertible {
    let key: P256.Signing.PrivateKey

    /// A new random key.
    package init() {
        key = P256.Signing.PrivateKey()
    }

    /// Reads a key as this type writes it, and as OpenSSL does (PKCS #8 or SEC 1).
    ///
    /// Throws `IdentityError` for anything that is not a private P-256 key.
    package init(pem: String) throws {
        do {
            key = try P256.Signing.PrivateKey(pemRepresentation: pem)
        } catch {
            throw IdentityError("This is not a private P-256 key in PEM form.")
        }
    }

    /// PKCS #8 in PEM form: a secret.
    package var pem: String { key.pemRepresentation }

    /// SHA-256 of the public key; see ``IdentityCertificate/keyFingerprint``.
    package var fingerprint: String { get throws { try Certificates.fingerprint(of: certifiable.publicKey) } }

    /// The key itself is never told by accident.
    package var description: String { "a private key" }

    var certifiable: Certificate.PrivateKey { Certificate.PrivateKey(key) }
}
