import ArgumentParser
import OVirtAPI

/// `mortar device release`
struct DeviceRelease: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "release", abstract: "Take a device out of the spares, or a forgotten brick off a device.",
        discussion: """
            A device whose state is foreign carries a brick that no replica set of this cluster knows: of another \
            cluster, or of a brick that was replaced while its host was away. With --wipe that brick is removed, with \
            all that is in it, and the device is blank.

            Examples:
              mortar device release h2:/dev/sdc
              mortar device release h3:/dev/sdb --wipe
            """)

    @Flag(help: "Remove a brick on it that no replica set knows, with all that is in it.")
    var wipe = false

    @OptionGroup var target: DeviceTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let device = try await target.perform("release", ActionRepresentation(wipe: wipe))
        try output.print("Device \(device.title) is released: \(device.state ?? "").", device.record)
    }
}
