import ArgumentParser
import MortarClient
import OVirtAPI

/// The hosts and devices that a storage domain may grow onto.
struct GrowthOptions: ParsableArguments {
    @Option(help: ArgumentHelp("A new host; may be given several times.", valueName: "host"))
    var host: [String] = []

    @Option(help: ArgumentHelp("A device to use; may be given several times.", valueName: "host:device"))
    var device: [String] = []

    @Option(
        help: ArgumentHelp(
            "A device to use whatever is on it, which is lost; may be given several times.", valueName: "host:device"))
    var wipe: [String] = []

    func validate() throws {
        for text in device + wipe { _ = try DeviceName(parsing: text) }
    }

    /// An action with what is named.
    func action(_ action: ActionRepresentation, _ client: MortarClient) async throws -> ActionRepresentation {
        var action = action
        if !host.isEmpty { action.hosts = host.map { Linked(name: $0) } }
        var devices: [BlockDeviceRepresentation] = []
        for (text, isWiped) in device.map({ ($0, false) }) + wipe.map({ ($0, true) }) {
            let found = try await DeviceName(parsing: text).find(client)
            var named = BlockDeviceRepresentation()
            (named.host, named.path) = (found.host, found.path)
            if isWiped { named.wipe = true }
            devices.append(named)
        }
        if !devices.isEmpty { action.blockDevices = devices }
        return action
    }
}
