import ArgumentParser
import MortarClient
import MortarModel
import OVirtAPI

/// A device as users call it, `h2:/dev/sdb`: its host and any of its paths, or its id.
struct DeviceName: Equatable {
    var host: String
    var device: String

    /// Nil for what is no device of a host.
    init?(_ text: String) {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        (host, device) = (parts[0], parts[1])
    }

    /// Throws what tells users how to name a device.
    init(parsing text: String) throws {
        guard let name = Self(text) else {
            throw ValidationError("“\(text)” is not a device of a host. Name it as h2:/dev/sdb.")
        }
        self = name
    }

    func find(_ client: MortarClient) async throws -> BlockDeviceRepresentation {
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
}
