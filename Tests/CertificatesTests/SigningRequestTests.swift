import Certificates
import Foundation
import Testing

struct SigningRequestTests {
    @Test func isReadBack() throws {
        let key = SigningKey()
        let request = try SigningRequest(pem: SigningRequest(key: key, commonName: "h1").pem())
        #expect(try request.keyFingerprint == key.fingerprint)
    }

    @Test func mustBeSignedWithItsOwnKey() throws {
        // The signature is at the end: one of its last digits is changed, the form stays.
        var pem = try SigningRequest(key: SigningKey(), commonName: "h1").pem()
        let end = try #require(pem.range(of: "\n-----END"))
        let digit = pem.index(end.lowerBound, offsetBy: -8)
        pem.replaceSubrange(digit...digit, with: pem[digit] == "A" ? "B" : "A")
        let error = #expect(throws: IdentityError.self) { try SigningRequest(pem: pem) }
        #expect(error?.description == "The certificate request was not signed with its own key.")
    }

    @Test func mustHaveAKeyOnTheCurveP256() async throws {
        let pem = try await openSSL(
            "req", "-new", "-newkey", "rsa:2048", "-noenc", "-subj", "/CN=h1", "-keyout", "/dev/null")
        let error = #expect(throws: IdentityError.self) { try SigningRequest(pem: pem) }
        #expect(error?.description == "The key of the certificate request is not a P-256 key.")
    }

    @Test func ofOpenSSLIsAccepted() async throws {
        let pem = try await openSSL(
            "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-noenc", "-subj", "/CN=h1",
            "-keyout", "/dev/null")
        #expect(try SigningRequest(pem: pem).keyFingerprint.count == 64)
    }

    @Test(arguments: ["", "hello", "-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----"])
    func isNotReadFromAnythingElse(_ text: String) {
        #expect(throws: IdentityError.self) { try SigningRequest(pem: text) }
    }
}
