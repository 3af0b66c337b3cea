import Foundation
import Testing

@testable import MortarCommands

@Suite struct SocketFolderTests {
    @Test func isForThisUserOnlyUntilItIsRemoved() throws {
        let folder = try SocketFolder()
        let other = try SocketFolder()
        #expect(folder.path != other.path)
        other.remove()
        #expect(try FileManager.default.attributesOfItem(atPath: folder.path)[.posixPermissions] as? Int == 0o700)
        folder.remove()
        #expect(!FileManager.default.fileExists(atPath: folder.path))
    }

    @Test func leavesRoomForSSHsNames() throws {
        let folder = try SocketFolder(below: "/" + String(repeating: "x", count: 80))
        defer { folder.remove() }
        #expect(folder.path.hasPrefix("/tmp/mortar-"))
        #expect(folder.path.utf8.count <= SocketFolder.pathLimit)
    }
}
