package import Foundation
internal import SwiftASN1
internal import X509

/// An X.509 certificate.
package struct IdentityCertificate: Sendable, Hashable {
    let certificate: Certificate

    init(_ certificate: Certificate) {
        self.certificate = certificate
    }

    /// Reads one certificate. Throws `IdentityError` for anything else.
    package init(pem: String) throws {
        do {
            certificate = try Certificate(pemEncoded: pem)
        } catch {
            throw IdentityError("This is not a certificate in PEM form: \(error)")
        }
    }

    /// Reads one certificate in binary form. Throws `IdentityError` for anything else.
    package init(der: [UInt8]) throws {
        do {
            certificate = try Certificate(derEncoded: der)
        } catch {
            throw IdentityError("This is not a certificate: \(error)")
        }
    }

    /// Reads all certificates of a file, in their order. Throws `IdentityError` when one cannot be read.
    package static func bundle(pem: String) throws -> [Self] {
        do {
            return try PEMDocument.parseMultiple(pemString: pem).map { Self(try Certificate(pemDocument: $0)) }
        } catch {
            throw IdentityError("These are not certificates in PEM form: \(error)")
        }
    }

    /// PEM form, ending with a newline.
    package func pem() throws -> String {
        try certificate.serializeAsPEM().pemString + "\n"
    }

    package var commonName: String? { attribute(.RDNAttributeType.commonName) }
    package var role: CertificateRole? {
        attribute(.RDNAttributeType.organizationalUnitName).map(CertificateRole.init)
    }

    /// The certificate is of no use before.
    package var begins: Date { certificate.notValidBefore }
    /// The certificate is of no use after.
    package var expires: Date { certificate.notValidAfter }

    /// Names and addresses under which the holder serves.
    package var subjects: [SubjectName] {
        // A malformed extension counts as none: such a certificate is good for no name.
        guard let names = try? certificate.extensions.subjectAlternativeNames else { return [] }
        return names.compactMap(SubjectName.init)
    }

    /// SHA-256 of the public key (its SubjectPublicKeyInfo), 64 lower-case hexadecimal digits.
    package var keyFingerprint: String { get throws { try fingerprint(of: certificate.publicKey) } }

    /// Whether `authority` signed this certificate; says nothing of its time.
    package func isSigned(by authority: IdentityCertificate) -> Bool {
        certificate.issuer == authority.certificate.subject
            && authority.certificate.publicKey.isValidSignature(certificate.signature, for: certificate)
    }

    /// Whether it was made for this key.
    package func belongs(to key: SigningKey) -> Bool {
        certificate.publicKey == key.certifiable.publicKey
    }

    private func attribute(_ type: ASN1ObjectIdentifier) -> String? {
        for name in certificate.subject {
            for attribute in name where attribute.type == type { return String(attribute.value) }
        }
        return nil
    }
}
