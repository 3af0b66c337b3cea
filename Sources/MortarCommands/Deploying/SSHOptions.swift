import ArgumentParser
import Deployment
import Foundation
import MortarModel

/// How hosts are reached before they have agents.
struct SSHOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The private key to log in with; otherwise what ssh itself would take.", valueName: "file"))
    var sshKey: String?

    @Option(help: ArgumentHelp("Whom to log in as; has to be root.", valueName: "name"))
    var sshUser = "root"

    /// Where pinned host keys are kept, made for this user only.
    static func folder() throws -> String {
        let folder = NSHomeDirectory() + "/.config/mortar/ssh"
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw Failure(
                .invalid, "The folder \(folder) cannot be made.", cause: "\(error)",
                correction: "See that your home folder can be written.")
        }
        return folder
    }

    func hosts(_ addresses: [String]) throws -> [DeployHost] {
        try addresses.map { try DeployHost(address: $0, user: sshUser, key: sshKey, folder: Self.folder()) }
    }
}
