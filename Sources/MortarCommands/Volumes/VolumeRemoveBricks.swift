import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar volume remove-bricks`
struct VolumeRemoveBricks: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove-bricks", abstract: "Take bricks from a Gluster volume, after their data has left.",
        discussion: """
            All bricks of some groups go: their data is moved to the others first. When all of it has, the bricks are taken \
            away. With --copies one copy of everything goes, one brick of each group, and nothing is moved.

            --stop keeps bricks whose data is leaving or has left.

            Examples:
              mortar volume remove-bricks backup --brick h1:/srv/c/b --brick h2:/srv/c/b --brick h3:/srv/c/b
              mortar volume remove-bricks backup --copies 2 --brick h3:/srv/a/b
            """)

    @OptionGroup var bricks: BrickOptions

    @Option(help: "Of everything, from then on; one less than before.")
    var copies: Int?

    @Flag(help: "Keep the bricks.")
    var stop = false

    @OptionGroup var target: VolumeTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await target.connection.connected { client in
            let path = try await target.find(client).path
            let known = try await client.bricks(of: path)
            var named: [BrickRepresentation] = []
            for name in bricks.brick { named.append(try await name.find(among: known, client)) }
            try await remove(named, at: "\(path)/\(BrickRepresentation.path)", client)
        }
        try output.print("Bricks of volume \(target.name) are \(stop ? "kept" : "removed").", Record())
    }

    private func remove(_ bricks: [BrickRepresentation], at path: String, _ client: MortarClient) async throws {
        var action = ActionRepresentation()
        action.bricks = bricks
        if stop {
            _ = try await client.perform("stopmigrate", on: path, action)
            return
        }
        if copies == nil, let job = try await client.perform("migrate", on: path, action).jobID {
            try await ProgressDisplay.showing { progress in
                _ = try await client.wait(for: job) { await progress.show($0) }
            }
        }
        var parameters = ["bricks": bricks.compactMap(\.id).joined(separator: ",")]
        parameters["replica_count"] = copies.map { "\($0)" }
        _ = try await client.remove(path, parameters)
    }
}
