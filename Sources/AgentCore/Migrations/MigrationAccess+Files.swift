import AgentAPI
import Certificates
import Foundation
import Glibc
import MortarModel

import struct SystemPackage.Errno

extension MigrationAccess {
    func makeFolders() throws {
        for (path, mode) in [(files.folder, 0o700), (files.qemuFolder, 0o755), (files.socketAdditions, 0o755)] {
            try FileManager.default.createDirectory(
                atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: mode])
        }
    }

    func writeKeys(_ door: MigrationDoor) throws {
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

    func writeSettings(_ address: String) throws {
        try change(files.libvirtSettings, to: LibvirtService.settings(files))
        try change(files.qemuSettings, to: LibvirtService.qemuSettings(files))
        try write(LibvirtService.socketAddition(address), to: files.socketAddition, .everyone)
    }

    /// Whether there was anything to take back.
    func takeSettingsBack() throws -> Bool {
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

    func removeFolder(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        try FileManager.default.removeItem(atPath: path)
    }

    func write(_ text: String, to path: String, _ readers: ProtectedFile.Readers) throws {
        let file = ProtectedFile(path: path, readers: readers)
        if try file.read() != text { try file.write(text) }
    }
}
