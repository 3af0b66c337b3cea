import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar volume delete`
struct VolumeDelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Forget a stopped Gluster volume; what is on its bricks stays.",
        discussion: """
            Example:
              mortar volume delete backup
            """)

    @OptionGroup var target: VolumeTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await target.connection.connected { client in
            _ = try await client.remove(try await target.find(client).path)
        }
        try output.print("Volume \(target.name) is deleted; what was on its bricks is still there.", Record())
    }
}
