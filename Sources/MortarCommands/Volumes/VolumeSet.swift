import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar volume set`
struct VolumeSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Set an option of a Gluster volume.",
        discussion: """
            Names are GlusterFS's: “gluster volume set help” on a host lists them.

            Example:
              mortar volume set backup nfs.disable=on
            """)

    @OptionGroup var target: VolumeTarget

    @Argument(help: ArgumentHelp("The option.", valueName: "name=value"))
    var option: VolumeOption

    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await target.perform("setoption") { _ in
            var action = ActionRepresentation()
            action.option = OptionRepresentation(name: option.name, value: option.value)
            return action
        }
        try output.print("\(option.name) of volume \(target.name) is \(option.value).", Record())
    }
}
