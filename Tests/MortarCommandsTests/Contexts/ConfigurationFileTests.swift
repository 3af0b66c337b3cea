import Foundation
import MortarModel
import Testing

@testable import MortarCommands

/// A configuration's place in a folder that does not exist yet, and that goes with this.
final class TemporaryConfiguration {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "mortar-\(UUID())").path()

    var file: ConfigurationFile { ConfigurationFile(path: folder + "/mortar/config.yaml") }

    deinit { try? FileManager.default.removeItem(atPath: folder) }
}

@Suite struct ConfigurationFileTests {
    private let temporary = TemporaryConfiguration()
    private var file: ConfigurationFile { temporary.file }

    private let sample = Configuration(
        current: "demo",
        contexts: ["demo": Context(url: "https://h1", user: "u", token: "t: #", authority: "-----BEGIN\nX\n-----END\n")]
    )

    @Test func isEmptyUntilItIsWritten() throws {
        #expect(try file.load() == Configuration())
    }

    @Test func isReadBackAsItWasWritten() throws {
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
        try file.save(sample)
        let folder = (file.path as NSString).deletingLastPathComponent
        #expect(try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o600)
        #expect(try FileManager.default.attributesOfItem(atPath: folder)[.posixPermissions] as? Int == 0o700)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["config.yaml"])
    }

    @Test func saysThatItCannotBeUnderstood() throws {
        try file.save(sample)
        try "contexts: [".write(toFile: file.path, atomically: false, encoding: .utf8)
        let failure = #expect(throws: Failure.self) { try file.load() }
        #expect(failure?.code == .invalid)
    }
}
