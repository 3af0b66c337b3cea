import ArgumentParser
import HostCommand
import LabKit

struct SSH: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Log in to a host as root, or run a program there, over its management network.",
        discussion: """
              sudo mortar-lab ssh h1
              sudo mortar-lab ssh h1 -- journalctl -b
            """)

    @OptionGroup var options: LabOptions

    @Argument(help: "The host, as h1.")
    var host: String

    @Argument(parsing: .postTerminator, help: "A program and its arguments, after --.")
    var command: [String] = []

    func run() async throws {
        let destination = try options.lab().destination(of: host)
        guard options.output == .table else { return try options.output.print(Login(destination)) }
        let settings = [
            "UserKnownHostsFile=\(destination.knownHostsFile)", "StrictHostKeyChecking=yes", "IdentitiesOnly=yes",
        ]
        let key = destination.keyFile.map { ["-i", $0] } ?? []
        let target = "\(destination.user)@\(destination.address)"
        try become("ssh", key + settings.flatMap { ["-o", $0] } + [target] + (command.isEmpty ? [] : ["--"] + command))
    }
}

/// What another ssh client needs.
private struct Login: Encodable, TableConvertible {
    var address: String
    var user: String
    var sshKey: String?
    var knownHosts: String

    init(_ destination: SSHCommands.Destination) {
        address = destination.address
        user = destination.user
        sshKey = destination.keyFile
        knownHosts = destination.knownHostsFile
    }

    var table: String { address }
}
