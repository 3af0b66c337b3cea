package import AgentAPI
import Certificates
import Foundation
package import HostCommand
import MortarModel

/// The way in for VMs of other hosts: libvirt on one address, with keys and certificates of the cluster.
///
/// Libvirt and QEMU have a key each: QEMU's processes can read theirs, and a guest that breaks out of one must not
/// command the libvirt of any host with it.
package struct MigrationAccess: Sendable {
    let files: MigrationFiles
    private let daemon: LibvirtService
    let owner: @Sendable () throws -> ImageOwner
    private let turns = Turns<String>()
    private let restarts = RestartCount()

    /// - Parameter owner: the user that QEMU runs as.
    package init(
        _ commands: any CommandRunner, files: MigrationFiles = MigrationFiles(),
        owner: @escaping @Sendable () throws -> ImageOwner = ImageOwner.ofQEMU
    ) {
        self.files = files
        self.owner = owner
        daemon = LibvirtService(commands)
    }

    /// Does something with libvirt, once more when libvirt was started again meanwhile, which takes it a second or two.
    func throughRestarts<Value>(_ body: () async throws -> Value) async throws -> Value {
        let before = restarts.ended
        do {
            return try await body()
        } catch {
            guard restarts.begun > before else { throw error }
            try await turns.run("door") {}
            return try await body()
        }
    }

    /// How others come in now; nil while they cannot.
    package func facts() throws -> MigrationFacts? {
        guard let text = try ProtectedFile(path: files.record, readers: .owner).read() else { return nil }
        do {
            return try JSONDecoder().decode(MigrationFacts.self, from: Data(text.utf8))
        } catch is DecodingError {
            // Of another version, perhaps: it is opened anew.
            return nil
        }
    }

    /// Gives libvirt back what an earlier run of the agent was about to change when it ended.
    func recover() async throws {
        try await turns.run("door") {
            guard try facts() == nil, try takeSettingsBack() else { return }
            try await restart(listening: false)
        }
    }

    /// Proofs of both keys, which are made at the first call.
    package func keyRequests() async throws -> MigrationKeyRequests {
        try await explaining("The keys for migrations could not be made.") {
            try await turns.run("door") {
                try makeFolders()
                let name = ProcessInfo.processInfo.hostName
                let requests = try [files.key, files.qemuKey].map { path in
                    try SigningRequest(key: SigningKey.kept(at: path), commonName: name).pem()
                }
                return MigrationKeyRequests(libvirt: requests[0], qemu: requests[1])
            }
        }
    }

    /// Takes the certificates and has libvirt listen; what is so already stays, and libvirt is left alone.
    package func open(_ door: MigrationDoor) async throws {
        try await explaining(
            "libvirt could not be made to take VMs from other hosts.",
            correction: "See “journalctl -u libvirtd -u libvirtd-tls.socket” on the host."
        ) {
            try await turns.run("door") {
                let facts = MigrationFacts(address: door.address, authority: door.authority)
                if try self.facts() == facts { return }
                try check(door)
                // Until all is done nobody shall believe that it is.
                try remove([files.record])
                try writeKeys(door)
                try await setUp(door.address)
                try write(String(decoding: JSONEncoder().encode(facts), as: UTF8.self), to: files.record, .owner)
            }
        }
    }

    /// Has libvirt listen to nobody else any more; where it never did, nothing happens.
    package func close() async throws {
        try await explaining("libvirt could not be kept from taking VMs of other hosts.") {
            try await turns.run("door") {
                try remove([files.record])
                let changed = try takeSettingsBack()
                if changed { try await restart(listening: false) }
                for folder in [files.folder, files.qemuFolder] { try removeFolder(folder) }
            }
        }
    }

    private func check(_ door: MigrationDoor) throws {
        let authority = try IdentityCertificate(pem: door.authority)
        for (pem, path) in [(door.libvirtCertificate, files.key), (door.qemuCertificate, files.qemuKey)] {
            _ = try Credentials(
                certificate: IdentityCertificate(pem: pem), key: SigningKey.kept(at: path), authority: authority)
        }
    }

    /// libvirt that does not start with our settings gets its own back: VMs need it more than migrations.
    private func setUp(_ address: String) async throws {
        do {
            try writeSettings(address)
            try await restart(listening: true)
        } catch {
            if try takeSettingsBack() { try await restart(listening: false) }
            throw error
        }
    }

    private func restart(listening: Bool) async throws {
        restarts.begin()
        defer { restarts.end() }
        try await daemon.restart(listening: listening)
    }
}
