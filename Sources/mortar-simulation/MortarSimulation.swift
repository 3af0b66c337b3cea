import ArgumentParser

/// An engine over hosts that exist in memory only.
@main
struct MortarSimulation: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mortar-simulation",
        abstract: "An engine over simulated hosts, and measurements of large clusters.",
        subcommands: [Serve.self, Measure.self, Grow.self], defaultSubcommand: Serve.self)
}
