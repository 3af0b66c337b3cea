import ArgumentParser
import OVirtAPI

/// `mortar device …`
struct DeviceCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "device", abstract: "See the hosts' local disks, their health, keep spares, replace failed ones.",
        discussion: """
            A device is named by its host and any of its paths: h2:/dev/sdb. For each storage domain's repair, keep a \
            spare on a host or two.

            Examples:
              mortar device list --host h1
              mortar device show h2:/dev/sdb
              mortar device provision h2:/dev/sdc --wipe
              mortar device replace h2:/dev/sdb --plan
            """,
        subcommands: [
            DeviceList.self, DeviceShow.self, DeviceSpare.self, DeviceProvision.self, DeviceRelease.self,
            DeviceReplace.self, DeviceBlink.self, DeviceWatch.self,
        ])
}
