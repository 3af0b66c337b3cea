import AgentAPI
import Certificates
import Foundation
import HostCommand
import MortarModel
import Synchronization
import Testing

@testable import AgentCore

/// A host's settings files in a folder, and a systemd that only writes down what it is asked.
private final class DoorHost: Sendable {
    let folder: String
    let systemd = RecordedSystemd()
    let access: MigrationAccess
    let authority: CertificateAuthority

    init() throws {
        folder = NSTemporaryDirectory() + "mortar-door-\(UUID())"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data("listen_tls = 1\n".utf8).write(to: URL(filePath: folder + "/libvirtd.conf"))
        try Data("user = \"x\"\n".utf8).write(to: URL(filePath: folder + "/qemu.conf"))
        access = MigrationAccess(
            systemd,
            files: MigrationFiles(
                folder: folder + "/keys", qemuFolder: folder + "/qemu", libvirtSettings: folder + "/libvirtd.conf",
                qemuSettings: folder + "/qemu.conf", socketAdditions: folder + "/socket.d"),
            owner: { ImageOwner(user: getuid(), group: getgid()) })
        authority = try CertificateAuthority(commonName: "Mortar CA", now: Date())
    }

    deinit {
        // The system's folder for temporary files is emptied by the system.
        do { try FileManager.default.removeItem(atPath: folder) } catch { print("\(folder) stays: \(error)") }
    }

    func text(_ file: String) throws -> String { try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8) }

    func door(address: String = "10.0.0.1", by other: CertificateAuthority? = nil) async throws -> MigrationDoor {
        let requests = try await access.keyRequests()
        let signer = other ?? authority
        func certificate(_ request: String, _ role: CertificateRole) throws -> String {
            try signer.sign(
                SigningRequest(pem: request), as: .peer(role, hostID: "3f0c", names: [address]), now: Date()
            ).pem()
        }
        return MigrationDoor(
            address: address, authority: try authority.certificate.pem(),
            libvirtCertificate: try certificate(requests.libvirt, .hypervisor),
            qemuCertificate: try certificate(requests.qemu, .migration))
    }
}

private final class RecordedSystemd: CommandRunner {
    private let state = Mutex((commands: [String](), failures: 0))
    var commands: [String] { state.withLock { $0.commands } }

    /// Has the next starts of the daemon fail.
    func failStarts(_ count: Int) { state.withLock { $0.failures = count } }

    func run(_ command: Command) async throws -> CommandOutput {
        let words = command.arguments.joined(separator: " ")
        let fails = state.withLock { state in
            state.commands.append(words)
            guard words == "start libvirtd.service", state.failures > 0 else { return false }
            state.failures -= 1
            return true
        }
        return CommandOutput(status: fails ? 1 : 0)
    }
}

@Suite struct MigrationAccessTests {
    private let host: DoorHost

    init() throws {
        host = try DoorHost()
    }

    @Test func opensForTheClusterAlone() async throws {
        #expect(try host.access.facts() == nil)
        let door = try await host.door()
        try await host.access.open(door)
        #expect(try host.access.facts() == MigrationFacts(address: "10.0.0.1", authority: door.authority))
        let settings = try host.text("libvirtd.conf")
        #expect(settings.hasPrefix("listen_tls = 1\n"))
        #expect(settings.contains("tls_allowed_dn_list = [ \"O=Mortar,OU=hypervisor,CN=*\" ]"))
        #expect(try host.text("qemu.conf").contains("migrate_tls_x509_verify = 1"))
        #expect(try host.text("socket.d/mortar.conf").contains("ListenStream=\nListenStream=10.0.0.1:16514"))
        #expect(try host.text("keys/clientcert.pem") == door.libvirtCertificate)
        #expect(try host.text("qemu/client-cert.pem") == door.qemuCertificate)
    }

    /// What QEMU's processes can read must not open libvirt.
    @Test func libvirtAndQEMUHaveKeysOfTheirOwn() async throws {
        try await host.access.open(try await host.door())
        #expect(try host.text("keys/clientkey.pem") != host.text("qemu/server-key.pem"))
        #expect(try host.text("qemu/client-key.pem") == host.text("qemu/server-key.pem"))
        for key in ["keys/clientkey.pem", "qemu/server-key.pem", "qemu/client-key.pem"] {
            let attributes = try FileManager.default.attributesOfItem(atPath: "\(host.folder)/\(key)")
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }
    }

    /// libvirt is not started again for what is so already.
    @Test func openedTwiceItIsLeftAlone() async throws {
        let door = try await host.door()
        try await host.access.open(door)
        let commands = host.systemd.commands
        try await host.access.open(door)
        #expect(host.systemd.commands == commands)
    }

    @Test func aNewAddressIsListenedOn() async throws {
        try await host.access.open(try await host.door())
        try await host.access.open(try await host.door(address: "fd00::1"))
        #expect(try host.text("socket.d/mortar.conf").contains("ListenStream=[fd00::1]:16514"))
        #expect(try host.access.facts()?.address == "fd00::1")
    }

    @Test func refusesCertificatesOfAnotherAuthority() async throws {
        let other = try CertificateAuthority(commonName: "Another", now: Date())
        let door = try await host.door(by: other)
        await #expect(throws: Failure.self) { try await host.access.open(door) }
        #expect(try host.access.facts() == nil)
        #expect(host.systemd.commands.isEmpty)
    }

    @Test func refusesToOverruleAnOperator() async throws {
        try Data("ca_file = \"/own/ca.pem\"\n".utf8).write(to: URL(filePath: host.folder + "/libvirtd.conf"))
        let door = try await host.door()
        let failure = await #expect(throws: Failure.self) { try await host.access.open(door) }
        #expect(failure?.cause?.contains("ca_file") == true)
        #expect(try host.text("libvirtd.conf") == "ca_file = \"/own/ca.pem\"\n")
    }

    /// VMs need libvirt more than migrations.
    @Test func libvirtThatDoesNotStartGetsItsSettingsBack() async throws {
        let door = try await host.door()
        host.systemd.failStarts(1)
        await #expect(throws: Failure.self) { try await host.access.open(door) }
        #expect(try host.text("libvirtd.conf") == "listen_tls = 1\n")
        #expect(try host.text("qemu.conf") == "user = \"x\"\n")
        #expect(host.systemd.commands.suffix(1) == ["start libvirtd.service"])
        #expect(try host.access.facts() == nil)
    }

    /// An agent that was killed while libvirt was ended must not leave it so.
    @Test func whatWasInterruptedIsTakenBack() async throws {
        try await host.access.open(try await host.door())
        try FileManager.default.removeItem(atPath: host.folder + "/keys/door.json")
        try await host.access.recover()
        #expect(try host.text("libvirtd.conf") == "listen_tls = 1\n")
        #expect(host.systemd.commands.suffix(1) == ["start libvirtd.service"])
        let commands = host.systemd.commands
        try await host.access.recover()
        #expect(host.systemd.commands == commands)
    }

    @Test func aRecordThatCannotBeReadIsWrittenAnew() async throws {
        let door = try await host.door()
        try await host.access.open(door)
        try Data("{".utf8).write(to: URL(filePath: host.folder + "/keys/door.json"))
        #expect(try host.access.facts() == nil)
        try await host.access.open(door)
        #expect(try host.access.facts()?.address == door.address)
    }

    @Test func closesWithoutATrace() async throws {
        try await host.access.open(try await host.door())
        try await host.access.close()
        #expect(try host.text("libvirtd.conf") == "listen_tls = 1\n")
        #expect(try FileManager.default.contentsOfDirectory(atPath: host.folder + "/socket.d").isEmpty)
        #expect(!FileManager.default.fileExists(atPath: host.folder + "/keys"))
        #expect(!FileManager.default.fileExists(atPath: host.folder + "/qemu"))
        let commands = host.systemd.commands
        try await host.access.close()
        #expect(host.systemd.commands == commands)
    }

    @Test func whatFailsInARestartIsTriedOnceMore() async throws {
        let door = try await host.door()
        let tries = Mutex(0)
        try await host.access.throughRestarts {
            tries.withLock { $0 += 1 }
            guard try host.access.facts() == nil else { return }
            try await host.access.open(door)
            throw Failure(.toolFailed, "libvirt does not answer.")
        }
        #expect(tries.withLock { $0 } == 2)
        await #expect(throws: Failure.self) {
            try await host.access.throughRestarts { throw Failure(.toolFailed, "libvirt does not answer.") }
        }
    }
}
