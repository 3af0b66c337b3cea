import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar device spare`
struct DeviceSpare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "spare", abstract: "Keep a blank device for the repair of a replica set.",
        discussion: """
            New storage domains do not take spares by themselves.

            Examples:
              mortar device spare h2:/dev/sdc
              mortar device spare h2:/dev/sdc --no
            """)

    @Flag(name: .customLong("no"), help: "Give it free again.")
    var isFreed = false

    @OptionGroup var target: DeviceTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let device = try await target.connection.connected { client in
            var change = BlockDeviceRepresentation()
            change.isSpare = !isFreed
            return try await client.update(change, at: try await target.find(client).href ?? "")
        }
        try output.print("Device \(device.title) is \(isFreed ? "no spare any more" : "a spare").", device.record)
    }
}
