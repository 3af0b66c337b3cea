package import AgentAPI
import Certificates
import Foundation
import Glibc
package import HostCommand
import MortarModel

import struct SystemPackage.Errno

/// The way in for VMs of other hosts: libvirt on one address, with keys and certificates of the cluster.
///
/// Libvirt and QEMU have a key each: QEMU's processes can read theirs, and a guest that breaks out of one must not
/// command the libvirt of any host with it.
package struct MigrationAccess: Sendable {
    let files: MigrationFiles
    private let daemon: LibvirtService
    private let owner: @Sendable () throws -> ImageOwner
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
        return try JSONDecoder().decode(MigrationFacts.self, from: Data(text.utf8))
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

// MARK: Files

extension MigrationAccess {
    private func makeFolders() throws {
        for (path, mode) in [(files.folder, 0o700), (files.qemuFolder, 0o755), (files.socketAdditions, 0o755)] {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: mode])
        }
    }

    private func writeKeys(_ door: MigrationDoor) throws {
        try makeFolders()
        try write(door.authority, to: files.authority, .everyone)
        try write(door.libvirtCertificate, to: files.certificate, .everyone)
        try write(door.authority, to: "\(files.qemuFolder)/ca-cert.pem", .everyone)
        let key = try SigningKey.kept(at: files.qemuKey)
        let owner = try owner()
        for side in ["server", "client"] {
            try write(door.qemuCertificate, to: "\(files.qemuFolder)/\(side)-cert.pem", .everyone)
            let path = "\(files.qemuFolder)/\(side)-key.pem"
            try write(key.pem, to: path, .owner)
            guard chown(path, owner.user, owner.group) == 0 else { throw Errno(rawValue: errno) }
        }
    }

    private func writeSettings(_ address: String) throws {
        try change(files.libvirtSettings, to: LibvirtService.settings(files))
        try change(files.qemuSettings, to: LibvirtService.qemuSettings(files))
        try write(LibvirtService.socketAddition(address), to: files.socketAddition, .everyone)
    }

    /// Whether there was anything to take back.
    private func takeSettingsBack() throws -> Bool {
        let changed = try [files.libvirtSettings, files.qemuSettings].map { try change($0, to: []) }
        let hadAddition = FileManager.default.fileExists(atPath: files.socketAddition)
        try remove([files.socketAddition])
        return hadAddition || changed.contains(true)
    }

    @discardableResult
    private func change(_ path: String, to settings: [(name: String, value: String)]) throws -> Bool {
        let file = ProtectedFile(path: path, readers: .everyone)
        let old = try file.read() ?? ""
        let new = try settingsText(old, settings, path)
        if new != old { try file.write(new) }
        return new != old
    }

    private func settingsText(_ old: String, _ settings: [(name: String, value: String)], _ path: String) throws
        -> String
    {
        do {
            return try MarkedBlock.text(old, with: settings)
        } catch {
            throw Failure(
                .conflict, "libvirt cannot be made to take VMs from other hosts.", cause: "\(path): \(error)",
                correction: "Take that line out of \(path); Mortar sets it to the cluster's own certificates.")
        }
    }

    private func removeFolder(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        try FileManager.default.removeItem(atPath: path)
    }

    private func write(_ text: String, to path: String, _ readers: ProtectedFile.Readers) throws {
        let file = ProtectedFile(path: path, readers: readers)
        if try file.read() != text { try file.write(text) }
    }
}
