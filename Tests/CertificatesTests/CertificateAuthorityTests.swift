import Certificates
import Foundation
import Testing

struct CertificateAuthorityTests {
    let now = Date(timeIntervalSince1970: 1_800_000_000)
    let key = SigningKey()

    @Test func livesForTenYears() throws {
        let authority = try CertificateAuthority(commonName: "Mortar CA", now: now)
        #expect(authority.certificate.expires == now + 3_652 * 86_400)
        #expect(authority.certificate.isSigned(by: authority.certificate))
        #expect(authority.certificate.role == .authority)
    }

    @Test func decidesItselfWhatACertificateSays() throws {
        let authority = try CertificateAuthority(commonName: "Mortar CA", now: now)
        let request = try SigningRequest(key: key, commonName: "somebody important")
        let certificate = try authority.sign(
            request, as: .agent(hostID: "3f0c", names: ["h1", "10.88.0.11", "fd00::11"]), now: now)
        #expect(certificate.commonName == "3f0c")
        #expect(certificate.role == .agent)
        #expect(certificate.subjects == [.name("h1"), .address([10, 88, 0, 11]), SubjectName("fd00::11")])
        #expect(certificate.belongs(to: key))
    }

    /// Nobody makes an agent's certificate anew; browsers accept none that lives for long.
    @Test func agentsAndTheEngineAreCertifiedForAsLongAsTheAuthority() throws {
        let authority = try CertificateAuthority(commonName: "Mortar CA", now: now)
        for profile in [CertificateProfile.agent(hostID: "3f0c", names: ["h1"]), .engine] {
            #expect(try authority.sign(key, as: profile, now: now).expires == authority.certificate.expires)
        }
        #expect(try authority.sign(key, as: .api(names: ["h1"]), now: now).expires == now + 730 * 86_400)
    }

    /// libvirt and QEMU refuse keys that may not encipher others.
    @Test func peersMayBeServersAndClients() throws {
        let authority = try CertificateAuthority(commonName: "Mortar CA", now: now)
        for role in [CertificateRole.hypervisor, .migration] {
            let certificate = try authority.sign(key, as: .peer(role, hostID: "3f0c", names: ["10.88.0.11"]), now: now)
            #expect(certificate.role == role && certificate.commonName == "3f0c")
            #expect(certificate.expires == authority.certificate.expires)
        }
    }

    @Test func signsNothingThatOutlivesItself() throws {
        let authority = try CertificateAuthority(commonName: "Mortar CA", now: now)
        let late = authority.certificate.expires - 86_400
        #expect(try authority.sign(key, as: .engine, now: late).expires == authority.certificate.expires)
    }

    @Test func isReadBackFromItsFiles() throws {
        let made = try CertificateAuthority(commonName: "Mortar CA", now: now)
        let read = try CertificateAuthority(
            certificate: IdentityCertificate(pem: made.certificate.pem()), key: SigningKey(pem: made.key.pem))
        let certificate = try read.sign(key, as: .engine, now: now)
        #expect(certificate.isSigned(by: made.certificate))
    }

    @Test func refusesAKeyThatIsNotItsOwn() throws {
        let authority = try CertificateAuthority(commonName: "Mortar CA", now: now)
        #expect(throws: IdentityError.self) {
            try CertificateAuthority(certificate: authority.certificate, key: SigningKey())
        }
    }

    @Test func knowsWhatAnotherAuthoritySigned() throws {
        let authority = try CertificateAuthority(commonName: "Mortar CA", now: now)
        let namesake = try CertificateAuthority(commonName: "Mortar CA", now: now)
        let certificate = try namesake.sign(key, as: .engine, now: now)
        #expect(certificate.isSigned(by: namesake.certificate))
        #expect(!certificate.isSigned(by: authority.certificate))
    }

    @Test func readsABundleInItsOrder() throws {
        let authority = try CertificateAuthority(commonName: "Mortar CA", now: now)
        let certificate = try authority.sign(key, as: .engine, now: now)
        let bundle = try IdentityCertificate.bundle(pem: certificate.pem() + authority.certificate.pem())
        #expect(bundle == [certificate, authority.certificate])
        #expect(throws: IdentityError.self) { try IdentityCertificate.bundle(pem: key.pem) }
    }
}
