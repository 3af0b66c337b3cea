import ArgumentParser
import MortarClient
import MortarModel
import OVirtAPI

/// The Gluster volume that a command is about.
struct VolumeTarget: ParsableArguments {
    @Argument(help: "The volume's name or id.")
    var name: String

    @OptionGroup var connection: ConnectionOptions

    /// The volume, and where it is in the API.
    func find(_ client: MortarClient) async throws -> (volume: GlusterVolumeRepresentation, path: String) {
        for (volume, path) in try await client.volumes() where volume.name == name || volume.id == name {
            return (volume, path)
        }
        throw Failure(
            .notFound, "There is no volume “\(name)”.", correction: "“mortar volume list” shows them.",
            objects: ["volume \(name)"])
    }

    /// Does something with the volume, or what is below it, and shows how it goes on.
    func perform(
        _ verb: String, _ action: (MortarClient) async throws -> ActionRepresentation = { _ in ActionRepresentation() }
    ) async throws {
        try await connection.connected { client in
            let path = try await find(client).path
            let begun = try await client.perform(verb, on: path, try await action(client), within: .seconds(120))
            guard let job = begun.jobID else { return }
            try await ProgressDisplay.showing { progress in
                _ = try await client.wait(for: job) { await progress.show($0) }
            }
        }
    }
}

extension MortarClient {
    /// The volumes of all clusters, each with its address in the API.
    func volumes() async throws -> [(volume: GlusterVolumeRepresentation, path: String)] {
        var found: [(GlusterVolumeRepresentation, String)] = []
        for cluster in try await list(ClusterRepresentation.self) {
            let path = "\(ClusterRepresentation.path)/\(cluster.id ?? "")/\(GlusterVolumeRepresentation.path)"
            for volume in try await list(GlusterVolumeRepresentation.self, at: path) {
                found.append((volume, "\(path)/\(volume.id ?? "")"))
            }
        }
        return found
    }

    /// The bricks of a volume at this address.
    func bricks(of path: String) async throws -> [BrickRepresentation] {
        try await list(BrickRepresentation.self, at: "\(path)/\(BrickRepresentation.path)")
    }
}
