import ArgumentParser
import MortarClient
import MortarModel

/// `mortar logout`
struct Logout: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Give the token back and forget it.",
        discussion: """
            Examples:
              mortar logout
              mortar logout --context demo
            """)

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let (name, context) = try connection.chosen()
        guard context.token != nil else { return Terminal.current.complain("You are not logged in to \(name).\n") }
        try connection.file.change { $0.contexts[name]?.token = nil }
        do {
            let address = try ServerAddress(context.url)
            try await MortarClient.connected(
                to: address, trust: context.trust, as: .token(context.token ?? "")
            ) { try await $0.logOut() }
        } catch let failure as Failure {
            throw Failure(
                failure.code, "The token is forgotten here, but the engine could not be told.",
                cause: failure.message, correction: "It expires by itself.")
        }
        Terminal.current.complain("You are logged out of \(context.url).\n")
    }
}
