import EngineServer
import Foundation
import MortarModel
import Testing

@Suite struct ClusterIdentityTests {
    private let folder = FileManager.default.temporaryDirectory.appending(path: "pki-\(UUID())").path

    private func identity(mayMake: Bool) throws -> ClusterIdentity {
        try ClusterIdentity(folder: folder, names: ["h1"], now: Date(), mayMake: mayMake)
    }

    @Test func isMadeOnceAndReadFromThenOn() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let made = try identity(mayMake: true)
        #expect(try identity(mayMake: true).authority == made.authority)
        #expect(try identity(mayMake: false).authority == made.authority)
    }

    @Test func anEngineThatServesMakesNoAuthority() {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        #expect(throws: Failure.self) { try identity(mayMake: false) }
    }

    /// All agents would refuse an engine with another authority.
    @Test(arguments: ["ca.pem", "ca.key"])
    func halfAnAuthorityIsNotReplaced(missing: String) throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try identity(mayMake: true)
        try FileManager.default.removeItem(atPath: "\(folder)/\(missing)")
        let failure = #expect(throws: Failure.self) { try identity(mayMake: false) }
        #expect(failure?.cause?.contains(missing) == true)
        #expect(!FileManager.default.fileExists(atPath: "\(folder)/\(missing)"))
    }

    @Test(arguments: ["ca.pem", "ca.key"])
    func aFoundingThatWasInterruptedBeganWithNothing(missing: String) throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        _ = try identity(mayMake: true)
        try FileManager.default.removeItem(atPath: "\(folder)/\(missing)")
        let made = try identity(mayMake: true)
        #expect(try identity(mayMake: false).authority == made.authority)
    }
}
