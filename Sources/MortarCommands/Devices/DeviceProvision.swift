import ArgumentParser
import OVirtAPI

/// `mortar device provision`
struct DeviceProvision: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "provision", abstract: "Make a device ready as a spare.",
        discussion: """
            Without --wipe the device has to be blank. With it, all that is on the device is lost; what is mounted or \
            held, what the host lives on, and bricks of replica sets are refused all the same.

            Bricks on a RAID device are aligned to its stripe. Most tell it themselves; for one that does not, look the \
            stripe unit and the disks with data up in its controller: of 12 disks 10 in RAID 6, 6 in RAID 10.

            Examples:
              mortar device provision h2:/dev/sdc
              mortar device provision h2:/dev/sdc --wipe
              mortar device provision h2:/dev/sdd --stripe-unit 128KiB --stripe-data-disks 10
            """)

    @Flag(help: "Destroy whatever is on the device.")
    var wipe = false

    @OptionGroup var stripe: StripeOptions
    @OptionGroup var target: DeviceTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var action = ActionRepresentation(wipe: wipe)
        action.stripe = try stripe.representation
        let device = try await target.perform("provision", action)
        try output.print("Device \(device.title) is ready: a spare.", device.record)
    }
}
