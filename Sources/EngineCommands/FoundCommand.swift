import ArgumentParser
import Certificates
import EngineCore
import EngineServer
import Foundation
import MortarModel
import MortarStore

/// `mortar engine found`: makes the identity, the state and the first user of a new engine.
struct FoundCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "found", abstract: "Make what a new engine needs; does nothing to what exists.",
        discussion: """
            Reads the password of admin@internal from the first line of standard input.

            Example:
              mortar engine found --name 10.0.0.11 --name h1 < password-file
            """)

    @OptionGroup var folders: EngineFolders

    @Option(name: .customLong("name"), help: "A name or address at which users reach the API; repeatable.")
    var names: [String]

    func run() async throws {
        let input = String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
        let password = String(input.prefix { !$0.isNewline })
        guard !password.isEmpty else {
            throw ValidationError("Standard input has no password. Give the password of admin@internal there.")
        }
        try FileManager.default.createDirectory(
            atPath: folders.state, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        // The state is made last: without it nobody has believed the authority yet.
        let isNew = !FileManager.default.fileExists(atPath: folders.database)
        _ = try ClusterIdentity(folder: folders.pki, names: names, now: Date(), mayMake: isNew)
        try ProtectedFile(path: folders.names, readers: .everyone).write(names.joined(separator: "\n") + "\n")
        let store = try await InventoryStore(SQLiteStore(path: folders.database))
        try await store.found(password: PasswordHash(password: password))
    }
}
