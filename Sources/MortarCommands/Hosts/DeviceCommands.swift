import ArgumentParser
import OVirtAPI

/// `mortar device …`
struct DeviceCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device", abstract: "See the hosts' local disks.",
        discussion: """
            Example:
              mortar device list --host h1
            """,
        subcommands: [DeviceList.self])
}
