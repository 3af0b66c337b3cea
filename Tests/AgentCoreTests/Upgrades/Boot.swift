import Foundation

@testable import AgentCore

/// A folder with the files that tell what a host has booted.
struct Boot: Sendable {
    private let folder: URL

    var kernel: KernelFiles { KernelFiles(root: folder.path()) }

    /// Lends a boot to `body`.
    static func with(
        running: String, installed: [String] = [], id: String = "boot", _ body: (Boot) async throws -> Void
    ) async throws {
        let boot = Boot(folder: FileManager.default.temporaryDirectory.appending(path: "mortar-boot-\(UUID())"))
        defer { try? FileManager.default.removeItem(at: boot.folder) }
        try boot.write("\(running)\n", to: "proc/sys/kernel/osrelease")
        try boot.write("\(id)\n", to: "proc/sys/kernel/random/boot_id")
        for release in installed { try boot.write("", to: "boot/vmlinuz-\(release)") }
        try await body(boot)
    }

    func write(_ text: String, to path: String) throws {
        let file = folder.appending(path: path)
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(text.utf8).write(to: file)
    }
}
