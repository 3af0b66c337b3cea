import ArgumentParser
import MortarModel

/// `mortar-agent`: the daemon of a host, and what enrols it.
@main
struct MortarAgent: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mortar-agent", abstract: "The agent of a host in a Mortar cluster.",
        version: ProductVersion.current,
        subcommands: [ServeCommand.self, IdentityCommand.self, LeaveCommand.self])
}
