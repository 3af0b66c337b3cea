import ArgumentParser
import EngineCommands
import MortarCommands
import MortarModel

/// `mortar`
@main
struct Mortar: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "mortar", abstract: "Virtual machines on the disks of the hosts that run them.",
        discussion: """
            Examples:
              mortar login https://h1.example.com --ca-file ca.pem
              mortar vm create web --image debian.qcow2 --memory 1GiB
              mortar vm start web

            \(MortarCommands.exitStatuses)
            Completion for your shell: mortar --generate-completion-script bash
            """,
        version: ProductVersion.current, subcommands: MortarCommands.all + [EngineCommand.self])

    static func main() async {
        await CommandLineProgram.main(Self.self)
    }
}

/// Its service group ends it in order.
extension ServeCommand: SignalTrapping {}
