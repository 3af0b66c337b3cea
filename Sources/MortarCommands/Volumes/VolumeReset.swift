import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar volume reset`
struct VolumeReset: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reset", abstract: "Give options of a Gluster volume their defaults again.",
        discussion: """
            Examples:
              mortar volume reset backup --option nfs.disable
              mortar volume reset backup --all
            """)

    @Option(help: "The option's name.")
    var option: String?

    @Flag(help: "All that were set.")
    var all = false

    @OptionGroup var target: VolumeTarget
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if (option == nil) != all { throw ValidationError("Name an option, or say --all.") }
    }

    func run() async throws {
        try await target.perform(all ? "resetalloptions" : "resetoption") { _ in
            var action = ActionRepresentation()
            if let option {
                action.option = OptionRepresentation()
                action.option?.name = option
            }
            return action
        }
        let what = option ?? "Everything"
        try output.print("\(what) of volume \(target.name) has its default again.", Record())
    }
}
