import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar volume add-bricks`
struct VolumeAddBricks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add-bricks",
        abstract: "Add bricks to a Gluster volume: whole groups, or one more copy of everything.",
        discussion: """
            Files that are there stay where they are until “mortar volume rebalance”.

            Examples:
              mortar volume add-bricks backup --brick h1:/srv/c/b --brick h2:/srv/c/b --brick h3:/srv/c/b
              mortar volume add-bricks backup --copies 3 --brick h3:/srv/a/b
            """)

    @OptionGroup var bricks: BrickOptions

    @Option(help: "Of everything, from then on; as many as before where it is not said.")
    var copies: Int?

    @Flag(help: "Whether the copy that is added is an arbiter, which holds names and no data.")
    var arbiter = false

    @Flag(help: "Also on root file systems and mount points.")
    var force = false

    @OptionGroup var target: VolumeTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let count = try await target.connection.connected { client in
            var places = try await bricks.places(client)
            if arbiter { for index in places.indices { places[index].isArbiter = true } }
            var parameters: [String: String] = force ? ["force": "true"] : [:]
            parameters["replica_count"] = copies.map { "\($0)" }
            let path = "\(try await target.find(client).path)/\(BrickRepresentation.path)"
            return try await client.add(all: places, to: path, parameters).count
        }
        try output.print("\(count) bricks are added to volume \(target.name).", Record())
    }
}
