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

    /// Lends hosts to `body`; the connections to them end with it.
    func connected<Result>(
        to addresses: [String], _ body: ([DeployHost]) async throws -> Result
    ) async throws -> Result {
        // Of this run only: a connection that an earlier run left may lead to a host that has lost its power since.
        let sockets = try SocketFolder()
        let hosts = try self.hosts(addresses, sockets: sockets.path)
        do {
            let result = try await body(hosts)
            await Self.end(hosts, sockets)
            return result
        } catch {
            await Self.end(hosts, sockets)
            throw error
        }
    }

    private func hosts(_ addresses: [String], sockets: String) throws -> [DeployHost] {
        let keys = try knownHosts ?? Self.folder() + "/known_hosts"
        return addresses.map { address in
            DeployHost(address: address, user: sshUser, key: sshKey, knownHosts: keys, folder: sockets)
        }
    }

    /// Where host keys are pinned, made for this user only.
    private static func folder() throws -> String {
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

    private static func end(_ hosts: [DeployHost], _ sockets: SocketFolder) async {
        // Not part of this task, which may be the one that was interrupted.
        await Task {
            await withDiscardingTaskGroup { group in
                for host in hosts {
                    // A connection that cannot be ended ends by itself after 30 s.
                    group.addTask { try? await host.disconnect() }
                }
            }
            sockets.remove()
        }.value
    }
}
