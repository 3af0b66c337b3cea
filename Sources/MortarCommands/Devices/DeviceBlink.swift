import ArgumentParser
import OVirtAPI

/// `mortar device blink`
struct DeviceBlink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "blink", abstract: "Switch on the light that shows where a disk is in its host.",
        discussion: """
            Examples:
              mortar device blink h2:/dev/sdb
              mortar device blink h2:/dev/sdb --off
            """)

    @Flag(name: .customLong("off"), help: "Switch it off.")
    var isOff = false

    @OptionGroup var target: DeviceTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var action = ActionRepresentation()
        action.isOn = !isOff
        let device = try await target.perform("blink", action)
        try output.print("The light of device \(device.title) is \(isOff ? "off" : "on").", device.record)
    }
}
