import ArgumentParser
import Foundation
import MortarClient
import MortarModel

/// `mortar login`
struct Login: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Log in to an engine and make it the one that commands speak to.",
        discussion: """
            The token is kept in ~/.config/mortar/config.yaml, which only you can read; the password is not kept. \
            The engine must show a certificate that the given authority has signed, or one of the system's authorities.

            Examples:
              mortar login https://h1.example.com --ca-file ca.pem
              mortar login https://h1.example.com --password-file secret
            """)

    @Argument(help: "The engine's address, as https://h1.example.com")
    var url: String

    @Option(help: "The user, with the directory that knows it.")
    var user = "admin@internal"

    @Option(help: ArgumentHelp("A file whose first line is the password; asked for otherwise.", valueName: "file"))
    var passwordFile: String?

    @Option(
        help: ArgumentHelp("The engine's authority, in PEM; the system's are believed otherwise.", valueName: "file"))
    var caFile: String?

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let address = try ServerAddress(url)
        let authority = try caFile.map { file throws(Failure) in
            try FileContent.text(of: file, what: "authority's certificate")
        }
        var context = Context(url: address.base, user: user, token: nil, authority: authority)
        let password = try await PasswordPrompt.password(for: user, file: passwordFile)
        context.token = try await MortarClient.connected(
            to: address, trust: context.trust, as: .password(user: user, password)
        ) { client in
            try await client.logIn()
        }
        let name = connection.context ?? Self.name(for: address)
        let made = context
        try connection.file.change { configuration throws(Failure) in
            configuration.contexts[name] = made
            configuration.current = name
        }
        Terminal.current.complain("You are logged in to \(address) as \(user).\n")
    }

    /// The host, with its port where it has one.
    private static func name(for address: ServerAddress) -> String {
        String(address.base.dropFirst("https://".count))
    }
}
