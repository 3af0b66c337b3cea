internal import Crypto
internal import SwiftASN1
internal import X509

/// SHA-256 of the key's SubjectPublicKeyInfo (RFC 5280, 4.1.2.7) in lower-case hexadecimal, as
/// `openssl pkey -pubin -outform der | sha256sum` prints it.
func fingerprint(of key: Certificate.PublicKey) -> String {
    // A parsed or made key always serializes: the call throws only for malformed object identifiers.
    guard let document = try? key.serializeAsPEM() else { return "" }
    return SHA256.hash(data: document.derBytes).map { byte in
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }.joined()
}
