import Foundation
import MortarModel
import Testing

@testable import MortarCommands

extension ConfigurationFile {
    /// In a folder that does not exist yet.
    static func temporary() -> ConfigurationFile {
        let folder = FileManager.default.temporaryDirectory.appending(path: "mortar-\(UUID())").path()
        return ConfigurationFile(path: folder + "/mortar/config.yaml")
    }
}

@Suite struct ConfigurationFileTests {
    private let sample = Configuration(
        current: "demo",
        contexts: ["demo": Context(url: "https://h1", user: "u", token: "t: #", authority: "-----BEGIN\nX\n-----END\n")]
    )

    @Test func isEmptyUntilItIsWritten() throws {
        #expect(try ConfigurationFile.temporary().load() == Configuration())
    }

    @Test func isReadBackAsItWasWritten() throws {
        let file = ConfigurationFile.temporary()
        try file.save(sample)
        try file.save(sample)
        #expect(try file.load() == sample)
    }

    @Test func mayLieInTheFolderAtHand() throws {
        let file = ConfigurationFile(path: "mortar-\(UUID()).yaml")
        defer { try? FileManager.default.removeItem(atPath: file.path) }
        try file.save(sample)
        #expect(try file.load() == sample)
    }

    @Test func onlyItsOwnerMayReadIt() throws {
        let file = ConfigurationFile.temporary()
        try file.save(sample)
        let folder = (file.path as NSString).deletingLastPathComponent
        #expect(try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o600)
        #expect(try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions] as? Int == 0o700)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["config.yaml"])
    }

    @Test func saysThatItCannotBeUnderstood() throws {
        let file = ConfigurationFile.temporary()
        try file.save(sample)
        try "contexts: [".write(toFile: file.path, atomically: false, encoding: .utf8)
        let failure = #expect(throws: Failure.self) { try file.load() }
        #expect(failure?.code == .invalid)
    }
}
