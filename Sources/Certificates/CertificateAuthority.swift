package import Foundation
internal import X509

/// The authority of one cluster: a key and its self-signed certificate, which sign all others.
package struct CertificateAuthority: Sendable {
    package let certificate: IdentityCertificate
    package let key: SigningKey

    /// A new authority, good for ten years.
    ///
    /// - Parameter commonName: what browsers show as the issuer.
    package init(commonName: String, now: Date) throws {
        let key = SigningKey()
        let name = try Self.subject(commonName, .authority)
        certificate = try IdentityCertificate(
            Certificate(
                version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.certifiable.publicKey,
                notValidBefore: now - Self.clockAllowance, notValidAfter: now + Duration.tenYears.interval,
                issuer: name, subject: name, signatureAlgorithm: .ecdsaWithSHA256,
                extensions: Certificate.Extensions {
                    Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
                    Critical(KeyUsage(keyCertSign: true, cRLSign: true))
                    SubjectKeyIdentifier(hash: key.certifiable.publicKey)
                },
                issuerPrivateKey: key.certifiable))
        self.key = key
    }

    /// An authority made before. Throws `IdentityError` when the two do not belong together.
    package init(certificate: IdentityCertificate, key: SigningKey) throws {
        guard certificate.belongs(to: key), certificate.isSigned(by: certificate) else {
            throw IdentityError("The authority's certificate was not made for this key.")
        }
        self.certificate = certificate
        self.key = key
    }

    /// A certificate for the key of a request, which was checked when it was read.
    package func sign(_ request: SigningRequest, as profile: CertificateProfile, now: Date) throws
        -> IdentityCertificate
    {
        try issue(profile, for: request.request.publicKey, now: now)
    }

    /// A certificate for a key of one's own.
    package func sign(_ key: SigningKey, as profile: CertificateProfile, now: Date) throws -> IdentityCertificate {
        try issue(profile, for: key.certifiable.publicKey, now: now)
    }

    private func issue(_ profile: CertificateProfile, for publicKey: Certificate.PublicKey, now: Date) throws
        -> IdentityCertificate
    {
        let end = min(now + profile.lifetime.interval, certificate.expires)
        return try IdentityCertificate(
            Certificate(
                version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: publicKey,
                notValidBefore: now - Self.clockAllowance, notValidAfter: end,
                issuer: certificate.certificate.subject, subject: Self.subject(profile.commonName, profile.role),
                signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions(profile, for: publicKey),
                issuerPrivateKey: key.certifiable))
    }

    private func extensions(_ profile: CertificateProfile, for publicKey: Certificate.PublicKey) throws
        -> Certificate.Extensions
    {
        try Certificate.Extensions {
            Critical(BasicConstraints.notCertificateAuthority)
            Critical(KeyUsage(digitalSignature: true, keyEncipherment: profile.usage == .peer))
            try ExtendedKeyUsage(profile.usage.purposes)
            SubjectKeyIdentifier(hash: publicKey)
            AuthorityKeyIdentifier(keyIdentifier: SubjectKeyIdentifier(hash: key.certifiable.publicKey).keyIdentifier)
            if !profile.subjects.isEmpty {
                SubjectAlternativeNames(profile.subjects.map(\.generalName))
            }
        }
    }

    private static func subject(_ commonName: String, _ role: CertificateRole) throws -> DistinguishedName {
        try DistinguishedName {
            OrganizationName("Mortar")
            OrganizationalUnitName(role.rawValue)
            CommonName(commonName)
        }
    }

    /// Certificates begin this much before they are signed, for hosts whose clocks are behind.
    private static let clockAllowance: TimeInterval = 300
}

extension CertificateProfile.Usage {
    fileprivate var purposes: [ExtendedKeyUsage.Usage] {
        switch self {
        case .server: [.serverAuth]
        case .client: [.clientAuth]
        case .peer: [.serverAuth, .clientAuth]
        }
    }
}

extension Duration {
    var interval: TimeInterval { TimeInterval(components.seconds) }
}
