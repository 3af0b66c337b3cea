import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar device show`
struct DeviceShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show all of a device: what it is, its health with the reasons, and its history.",
        discussion: """
            Examples:
              mortar device show h2:/dev/sdb
              mortar device show h2:/dev/sdb --output json
            """)

    @OptionGroup var target: DeviceTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let device = try await target.connection.connected { client in
            let href = try await target.find(client).href ?? ""
            return try await client.get(BlockDeviceRepresentation.self, at: href)
        }
        try output.print(device.recordWithHistory)
    }
}
