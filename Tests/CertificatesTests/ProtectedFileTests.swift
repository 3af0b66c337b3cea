import Certificates
import Foundation
import Testing

struct ProtectedFileTests {
    @Test func keepsAKeyThatOnlyItsOwnerReads() async throws {
        try await temporaryFolder { folder in
            let path = folder.appending(path: "key.pem").path
            let made = try SigningKey.kept(at: path)
            #expect(try SigningKey.kept(at: path).fingerprint == made.fingerprint)
            #expect(try mode(path) == 0o600)
        }
    }

    @Test func replacesItsContentAndLeavesNothingElse() async throws {
        try await temporaryFolder { folder in
            let file = ProtectedFile(path: folder.appending(path: "ca.pem").path, readers: .everyone)
            #expect(try file.read() == nil)
            try file.write("old and long")
            try file.write("new")
            #expect(try file.read() == "new")
            #expect(try mode(file.path) == 0o644)
            #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["ca.pem"])
        }
    }

    @Test func aFileThatCannotBeReadIsNotMissing() async throws {
        try await temporaryFolder { folder in
            _ = #expect(throws: (any Error).self) { try ProtectedFile(path: folder.path, readers: .owner).read() }
        }
    }

    private func mode(_ path: String) throws -> Int? {
        try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    }
}
