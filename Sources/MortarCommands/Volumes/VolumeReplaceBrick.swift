import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar volume replace-brick`
struct VolumeReplaceBrick: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replace-brick", abstract: "Put another brick in the place of one, or fill one again.",
        discussion: """
            The other copies of its data have to be whole. The new brick is filled by heals, which this waits for. Without \
            --with the brick is filled again where it is, after its disk was changed and mounted.

            Examples:
              mortar volume replace-brick backup h2:/srv/a/b --with h4:/srv/a/b
              mortar volume replace-brick backup h2:/srv/a/b
            """)

    @Option(help: ArgumentHelp("The new brick.", valueName: "host:directory"))
    var with: BrickName?

    @Flag(help: "Also on a root file system or a mount point.")
    var force = false

    @OptionGroup var target: VolumeTarget
    @OptionGroup var output: OutputOptions

    @Argument(help: ArgumentHelp("The brick.", valueName: "host:directory"))
    var brick: BrickName

    func run() async throws {
        try await target.connection.connected { client in
            let path = try await target.find(client).path
            let old = try await brick.find(among: try await client.bricks(of: path), client)
            var action = ActionRepresentation()
            action.force = force
            if let with { action.bricks = [try await with.place(client)] }
            let place = "\(path)/\(BrickRepresentation.path)/\(old.id ?? "")"
            let begun = try await client.perform(with == nil ? "reset" : "replace", on: place, action)
            guard let job = begun.jobID else { return }
            try await ProgressDisplay.showing { progress in
                _ = try await client.wait(for: job) { await progress.show($0) }
            }
        }
        try output.print("The brick of volume \(target.name) is complete.", Record())
    }
}
