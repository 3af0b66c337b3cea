import Foundation
import MortarModel
import Testing

@testable import MortarCommands

/// Lends the place of a configuration, in a folder that does not exist yet.
func withConfigurationFile<Result>(_ body: (ConfigurationFile) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "mortar-\(UUID())").path()
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    let result: Result
    do {
        result = try await body(ConfigurationFile(path: folder + "/mortar/config.yaml"))
    } catch {
        try FileManager.default.removeItem(atPath: folder)
        throw error
    }
    try FileManager.default.removeItem(atPath: folder)
    return result
}

@Suite struct ConfigurationFileTests {
    private let sample = Configuration(
        current: "demo",
        contexts: ["demo": Context(url: "https://h1", user: "u", token: "t: #", authority: "-----BEGIN\nX\n-----END\n")]
    )

    @Test func isEmptyUntilItIsWritten() async throws {
        let configuration = try await withConfigurationFile { try $0.load() }
        #expect(configuration == Configuration())
    }

    @Test func isReadBackAsItWasWritten() async throws {
        try await withConfigurationFile { file in
            try file.save(sample)
            try file.save(sample)
            #expect(try file.load() == sample)
        }
    }

    @Test func mayLieInTheFolderAtHand() throws {
        let file = ConfigurationFile(path: "mortar-\(UUID()).yaml")
        defer { try? FileManager.default.removeItem(atPath: file.path) }
        try file.save(sample)
        #expect(try file.load() == sample)
    }

    @Test func onlyItsOwnerMayReadIt() async throws {
        try await withConfigurationFile { file in
            try file.save(sample)
            let folder = (file.path as NSString).deletingLastPathComponent
            #expect(try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o600)
            #expect(try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions] as? Int == 0o700)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["config.yaml"])
        }
    }

    @Test func saysThatItCannotBeUnderstood() async throws {
        try await withConfigurationFile { file in
            try file.save(sample)
            try "contexts: [".write(toFile: file.path, atomically: false, encoding: .utf8)
            let failure = #expect(throws: Failure.self) { try file.load() }
            #expect(failure?.code == .invalid)
        }
    }
}
