import AgentServer
import ArgumentParser
import Certificates
import Foundation

/// `mortar-agent identity`: how a host's agent becomes known to a cluster.
struct IdentityCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identity", abstract: "Ask for the agent's certificate, and install it.",
        discussion: "The engine calls this over SSH when a host is added.",
        subcommands: [RequestCommand.self, InstallCommand.self])
}

/// Where the agent keeps its identity.
struct IdentityFolder: ParsableArguments {
    @Option(name: .customLong("identity"), help: "The folder of the agent's key and certificate.")
    var path = AgentIdentity.standardFolder

    var identity: AgentIdentity { AgentIdentity(folder: path) }
}

/// `mortar-agent identity request`
struct RequestCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "request", abstract: "Print a certificate request in PEM form.",
        discussion: "The key is made at the first call; it never leaves this host.")

    @OptionGroup var folder: IdentityFolder

    func run() throws {
        let request = try folder.identity.request(hostname: ProcessInfo.processInfo.hostName)
        print(try request.pem(), terminator: "")
    }
}

/// `mortar-agent identity install`
struct InstallCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "install", abstract: "Install the certificate that was made for the request.",
        discussion: """
            Reads the agent's certificate and then its authority's from standard input, both in PEM form. What does not \
            fit the agent's key is refused, and nothing changes.
            """)

    @OptionGroup var folder: IdentityFolder

    func run() throws {
        let input = try FileHandle.standardInput.read(upToCount: Self.inputLimit) ?? Data()
        let certificate = try folder.identity.install(pem: String(decoding: input, as: UTF8.self), now: Date())
        print("installed: host \(certificate.commonName ?? ""), until \(certificate.expires.formatted(.iso8601))")
    }

    /// Two certificates have less than 4 KiB.
    private static let inputLimit = 64 << 10
}
