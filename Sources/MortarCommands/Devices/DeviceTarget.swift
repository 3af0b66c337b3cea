import ArgumentParser
import MortarClient
import MortarModel
import OVirtAPI

/// The device that a command is about.
struct DeviceTarget: ParsableArguments {
    @Argument(
        help: ArgumentHelp(
            "The device, as h2:/dev/sdb: its host and any of its paths, or its id.", valueName: "host:device"))
    var name: String

    @OptionGroup var connection: ConnectionOptions

    func validate() throws {
        if parts == nil { throw ValidationError("“\(name)” is not a device of a host. Name it as h2:/dev/sdb.") }
    }

    private var parts: (host: String, device: String)? {
        let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        return (parts[0], parts[1])
    }

    func find(_ client: MortarClient) async throws -> BlockDeviceRepresentation {
        let (host, device) = parts ?? ("", "")
        let found = try await client.devices(of: host).filter {
            [$0.path, $0.stablePath, $0.name, $0.id].contains(device)
        }
        // Another disk may have the path of one that is gone.
        guard let best = found.first(where: { $0.state != "missing" }) ?? found.first else {
            throw Failure(
                .notFound, "Host \(host) has no device \(device).",
                correction: "See which there are: mortar device list --host \(host)", objects: ["host \(host)"])
        }
        return best
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
