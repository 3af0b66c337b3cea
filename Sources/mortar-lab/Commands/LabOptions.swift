import ArgumentParser
import LabKit

/// What every command takes.
struct LabOptions: ParsableArguments {
    @Option(help: "Which lab.")
    var name = "demo"

    @Option(help: "How to print the result.")
    var output = OutputFormat.table

    /// The lab, its progress shown on standard error.
    func lab() throws -> Lab { Lab(try LabName(name), report: TerminalReport()) }
}

enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table
    case json
}
