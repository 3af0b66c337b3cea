import ArgumentParser
import MortarClient
import MortarModel
import OVirtAPI

/// `mortar volume create`
struct VolumeCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Make a Gluster volume, which is not started.",
        discussion: """
            Bricks that follow each other have the same data: with three copies the first three are one group, and each \
            of them has to be on another host. With more groups files are spread over them. A brick is a directory on a \
            file system of its own, one level below its mount point.

            Examples:
              mortar volume create backup --copies 3 --brick h1:/srv/a/b --brick h2:/srv/a/b --brick h3:/srv/a/b
              mortar volume create scratch --copies 1 --brick h1:/srv/a/s --brick h2:/srv/a/s
            """)

    @Argument(help: "The new volume's name.")
    var name: String

    @OptionGroup var bricks: BrickOptions

    @Option(help: "Of everything, an arbiter's counted; 1 for none but the one.")
    var copies: Int

    @Flag(help: "Whether the third of each three bricks holds names and no data.")
    var arbiter = false

    @Option(help: ArgumentHelp("An option of GlusterFS's; may be given several times.", valueName: "name=value"))
    var option: [VolumeOption] = []

    @Flag(help: "Also on root file systems and mount points.")
    var force = false

    @Option(help: "The cluster; the only one where none is named.")
    var cluster: String?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let made = try await connection.connected { client in
            try await client.add(try await volume(client), to: try await path(client), force ? ["force": "true"] : [:])
                .content
        }
        try output.print("Volume \(name) is made; start it when you like.", made.record)
    }

    private func path(_ client: MortarClient) async throws -> String {
        let clusters = try await client.list(ClusterRepresentation.self)
        let found = clusters.first { cluster == nil ? clusters.count == 1 : $0.name == cluster || $0.id == cluster }
        guard let id = found?.id else {
            throw Failure(.notFound, "It is not said in which cluster.", correction: "Name one with --cluster.")
        }
        return "\(ClusterRepresentation.path)/\(id)/\(GlusterVolumeRepresentation.path)"
    }

    private func volume(_ client: MortarClient) async throws -> GlusterVolumeRepresentation {
        var volume = GlusterVolumeRepresentation()
        volume.name = name
        let isOneGroup = bricks.brick.count == copies
        volume.type = copies == 1 ? "distribute" : isOneGroup ? "replicate" : "distributed_replicate"
        volume.replicaCount = copies == 1 ? nil : copies
        volume.arbiterCount = arbiter ? 1 : nil
        volume.bricks = try await bricks.places(client)
        volume.options = option.map { OptionRepresentation(name: $0.name, value: $0.value) }
        return volume
    }
}

/// An option of GlusterFS's with its value, `nfs.disable=on`.
struct VolumeOption: Equatable, ExpressibleByArgument {
    var name: String
    var value: String

    init?(argument text: String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        (name, value) = (parts[0], parts[1])
    }
}
