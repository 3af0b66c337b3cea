package import ArgumentParser

/// `mortar engine`: the control plane itself.
package struct EngineCommand: AsyncParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "engine", abstract: "Run the engine on this host.",
        discussion: "Deployment does this for you; the service is mortar-engine.service.",
        subcommands: [FoundCommand.self, ServeCommand.self])

    package init() {}
}

/// Where an engine keeps its things.
struct EngineFolders: ParsableArguments {
    @Option(help: "The folder of the engine's state.")
    var state = "/var/lib/mortar/engine"

    @Option(help: "The folder of the cluster's certificates and keys.")
    var pki = "/etc/mortar/pki"

    var database: String { "\(state)/engine.sqlite" }
    /// The names that the API's certificate is made for, one a line.
    var names: String { "\(pki)/api.names" }
}
