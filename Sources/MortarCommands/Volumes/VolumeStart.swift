import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar volume start`
struct VolumeStart: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Start a Gluster volume.",
        discussion: """
            Example:
              mortar volume start backup
            """)

    @Flag(help: "Also bricks of a started volume that do not run.")
    var force = false

    @OptionGroup var target: VolumeTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await target.perform("start") { _ in
            var action = ActionRepresentation()
            action.force = force
            return action
        }
        try output.print("Volume \(target.name) is started.", Record())
    }
}
