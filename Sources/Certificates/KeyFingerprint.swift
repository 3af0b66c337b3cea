internal import Crypto
internal import SwiftASN1
internal import X509

/// SHA-256 of the key's SubjectPublicKeyInfo (RFC 5280, 4.1.2.7) in lower-case hexadecimal, as
/// `openssl pkey -pubin -outform der | sha256sum` prints it.
///
/// Throws for a key that cannot be written down again: no text stands for it, least of all one that others have too.
func fingerprint(of key: Certificate.PublicKey) throws -> String {
    try SHA256.hash(data: key.serializeAsPEM().derBytes).map { byte in
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }.joined()
}
