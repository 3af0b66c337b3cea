import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar volume show`
struct VolumeShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a Gluster volume, its options and its bricks.",
        discussion: """
            Example:
              mortar volume show backup
            """)

    @OptionGroup var target: VolumeTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let record = try await target.connection.connected { client in
            let (volume, path) = try await target.find(client)
            let hosts = try await client.list(HostRepresentation.self)
            return volume.record(try await client.bricks(of: path), hosts: hosts)
        }
        try output.print(record)
    }
}
