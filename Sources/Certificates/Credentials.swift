/// What one party of mutual TLS brings: its certificate with the key, and the authority that signs everybody's.
package struct Credentials: Sendable {
    package let certificate: IdentityCertificate
    package let key: SigningKey
    package let authority: IdentityCertificate

    /// Throws `IdentityError` when the three do not belong together.
    package init(certificate: IdentityCertificate, key: SigningKey, authority: IdentityCertificate) throws {
        guard certificate.belongs(to: key) else {
            throw IdentityError("The certificate was not made for this key.")
        }
        guard certificate.isSigned(by: authority) else {
            throw IdentityError("The certificate was not signed by this authority.")
        }
        self.certificate = certificate
        self.key = key
        self.authority = authority
    }
}
