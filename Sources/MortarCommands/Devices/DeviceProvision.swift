import ArgumentParser
import OVirtAPI

/// `mortar device provision`
struct DeviceProvision: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "provision", abstract: "Make a device ready as a spare.",
        discussion: """
            Without --wipe the device has to be blank. With it, all that is on the device is lost; what is mounted or \
            held, what the host lives on, and bricks of replica sets are refused all the same.

            Examples:
              mortar device provision h2:/dev/sdc
              mortar device provision h2:/dev/sdc --wipe
            """)

    @Flag(help: "Destroy whatever is on the device.")
    var wipe = false

    @OptionGroup var target: DeviceTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let device = try await target.perform("provision", ActionRepresentation(wipe: wipe))
        try output.print("Device \(device.title) is ready: a spare.", device.record)
    }
}
