import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar volume stop`
struct VolumeStop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop", abstract: "Stop a Gluster volume; nobody reaches its files any more.",
        discussion: """
            Refused while VMs have images on it, whatever is said.

            Example:
              mortar volume stop backup
            """)

    @Flag(help: "Also while it is mounted.")
    var force = false

    @OptionGroup var target: VolumeTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await target.perform("stop") { _ in
            var action = ActionRepresentation()
            action.force = force
            return action
        }
        try output.print("Volume \(target.name) is stopped.", Record())
    }
}
