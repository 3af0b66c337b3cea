import ArgumentParser
import MortarClient
import OVirtAPI

/// The device that a command is about.
struct DeviceTarget: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The device, as h2:/dev/sdb: its host and any of its paths, or its id.", valueName: "host:device"))
    var name: String

    @OptionGroup var connection: ConnectionOptions

    func validate() throws { _ = try DeviceName(parsing: name) }

    func find(_ client: MortarClient) async throws -> BlockDeviceRepresentation {
        try await DeviceName(parsing: name).find(client)
    }

    /// Does something with the device, shows how it goes on, and returns the device as it is then.
    func perform(
        _ verb: String, _ action: ActionRepresentation = ActionRepresentation()
    ) async throws -> BlockDeviceRepresentation {
        try await connection.connected { client in
            let place = try await find(client).href ?? ""
            let begun = try await client.perform(verb, on: place, action)
            if let job = begun.jobID {
                try await ProgressDisplay.showing { progress in
                    _ = try await client.wait(for: job) { await progress.show($0) }
                }
            }
            return try await client.get(BlockDeviceRepresentation.self, at: place)
        }
    }
}

extension ActionRepresentation {
    /// - Parameter wipe: whether whatever is on a device may be lost.
    init(wipe: Bool) {
        self.init()
        if wipe { self.wipe = true }
    }
}

extension BlockDeviceRepresentation {
    /// As users call it, `h2:/dev/sdb`.
    var title: String { "\(host?.name ?? ""):\(path ?? "")" }
}
