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

    @Option(
        help: ArgumentHelp(
            "Where host keys are pinned at the first contact; otherwise ~/.config/mortar/ssh/known_hosts.",
            valueName: "file"))
    var knownHosts: String?

    /// Where host keys are pinned, made for this user only.
    static func folder() throws -> String {
        try made(NSHomeDirectory() + "/.config/mortar/ssh")
    }

    private static func made(_ folder: String) throws -> String {
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
        let folder = try Self.folder()
        // Of this run only: a connection that an earlier run left may lead to a host that has lost its power since.
        let sockets = try Self.made("\(folder)/\(ProcessInfo.processInfo.processIdentifier)")
        return addresses.map { address in
            DeployHost(
                address: address, user: sshUser, key: sshKey, knownHosts: knownHosts ?? "\(folder)/known_hosts",
                folder: sockets)
        }
    }
}
