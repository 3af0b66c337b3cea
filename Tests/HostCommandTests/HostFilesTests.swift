import Foundation
import HostCommand
import Testing

@Suite struct HostFilesTests {
    let files = HostFiles(LocalCommands())
    let folder = FileManager.default.temporaryDirectory.appending(path: "host files-\(UUID())").path()

    @Test func writesReplacesReadsAndRemovesAFile() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = folder + "/a 'b'/$c"
        #expect(try await files.read(path) == nil)
        try await files.makeFolder(folder + "/a 'b'")
        try await files.write("a much longer first version\n", to: path)
        try await files.write("zwei ü\n", to: path, mode: 0o600)
        #expect(try await files.read(path) == "zwei ü\n")
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder + "/a 'b'") == ["$c"])
        try await files.remove(path)
        #expect(try await files.exists(path) == false)
        try await files.remove(path)
    }

    @Test func tellsFoldersFromFiles() async throws {
        #expect(try await files.isFolder("/etc"))
        #expect(try await files.isFolder("/etc/passwd") == false)
    }

    @Test func aFileThatCannotBeReadIsAnErrorAndNotMissing() async throws {
        await #expect(throws: CommandFailure.self) { try await files.read("/etc") }
    }
}
