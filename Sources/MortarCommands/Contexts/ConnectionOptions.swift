package import ArgumentParser
package import MortarClient
import MortarModel

/// Which engine a command speaks to.
package struct ConnectionOptions: ParsableArguments {
    @Option(help: "The engine to speak to, by the name of its context, where it is not the current one.")
    package var context: String?

    @Option(help: ArgumentHelp("Another file than ~/.config/mortar/config.yaml.", valueName: "file"))
    package var config: String?

    package init() {}

    package var file: ConfigurationFile { config.map { ConfigurationFile(path: $0) } ?? .standard }

    /// Lends a client of the engine to `body`.
    package func connected<Result>(_ body: (MortarClient) async throws -> Result) async throws -> Result {
        let (name, context) = try chosen()
        guard let token = context.token else {
            throw Failure(
                .unauthenticated, "You are not logged in to \(name).", correction: "Log in: mortar login \(context.url)"
            )
        }
        let address = try ServerAddress(context.url)
        return try await MortarClient.connected(to: address, trust: context.trust, as: .token(token), body)
    }

    /// The context that is meant, with its name.
    func chosen() throws(Failure) -> (String, Context) {
        let configuration = try file.load()
        guard let name = context ?? configuration.current else {
            throw Failure(
                .unauthenticated, "You are not logged in to any engine.",
                correction: "Log in: mortar login https://HOST --ca-file FILE")
        }
        guard let found = configuration.contexts[name] else {
            throw Failure(
                .notFound, "There is no context \(name).", correction: "See which there are: mortar context list")
        }
        return (name, found)
    }
}
