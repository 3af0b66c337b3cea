import AgentAPI
import Foundation
import HostCommand
import MortarModel
import SystemPackage

/// The disc from which a guest's cloud-init reads its settings (data source NoCloud: a volume called `cidata`).
struct VMSeed: Sendable {
    let commands: any CommandRunner
    let owner: @Sendable () throws -> ImageOwner

    /// Makes the disc anew in place of an older one; settings hold secrets and never leave files of this user's.
    func make(_ settings: CloudInit, for request: VMRequest, at path: String) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mortar-seed-\(UUID())").path(
            percentEncoded: false)
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
        defer { removeFolder(folder) }
        let documents = settings.documents(id: request.id, name: request.name)
        for (name, text) in documents { try Data(text.utf8).write(to: URL(filePath: "\(folder)/\(name)")) }
        let disc = folder + "/seed.iso"
        try await commands.output(
            of: Command(
                "genisoimage",
                ["-quiet", "-output", disc, "-volid", "cidata", "-joliet", "-rational-rock"]
                    + documents.map { "\(folder)/\($0.name)" }))
        let content = [UInt8](try Data(contentsOf: URL(filePath: disc)))
        let owner = try owner()
        try await FileQueue.run { try Self.put(content, at: path, for: owner) }
    }

    /// Writes a disc in place of an older one.
    static func put(_ content: [UInt8], at path: String, for owner: ImageOwner) throws {
        let new = path + ".new"
        try remove([new])
        try withFile(new, [.create, .exclusiveCreate, .noFollow]) { file in
            try owner.take(file)
            try file.writeAll(content)
            try file.synchronize()
        }
        guard rename(new, path) == 0 else { throw Errno(rawValue: errno) }
    }

    private func removeFolder(_ folder: String) {
        // What cannot be removed now lies in a folder that only this user can enter.
        try? FileManager.default.removeItem(atPath: folder)
    }
}

extension CloudInit {
    /// The files of the disc.
    fileprivate func documents(id: VMID, name: String) -> [(name: String, text: String)] {
        let standard = "instance-id: \(id)\nlocal-hostname: \(hostName(name, id))\n"
        let network = networkConfig.map { [(name: "network-config", text: $0)] } ?? []
        return [(name: "user-data", text: userData), (name: "meta-data", text: metaData ?? standard)] + network
    }

    /// What of a VM's name can be a host name (RFC 1123): letters, digits and inner hyphens, 63 at most.
    private func hostName(_ name: String, _ id: VMID) -> String {
        let letters = name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == ".") ? $0 : "-" }
        let trimmed = String(letters.prefix(63)).trimmingCharacters(in: ["-", "."])
        return trimmed.isEmpty ? "vm-\(id)" : trimmed
    }
}
