import ArgumentParser
import MortarClient
import MortarModel
import OVirtAPI

/// `mortar heal resolve`
struct HealResolve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve", abstract: "Take one version of a file in split-brain on all bricks.",
        discussion: """
            What only the other versions have is lost. All bricks of the replica set must be online. “mortar heal show” \
            lists the files and their versions.

            Examples:
              mortar heal resolve data-1 web-1 --source h2
              mortar heal resolve data-1 images/1b2c.raw --newest
            """)

    @OptionGroup var target: ReplicaSetTarget

    @Argument(help: "The file: its path, its id, or the name of the disk whose image it is.")
    var file: String

    @Option(help: "Take the version of this host.")
    var source: String?

    @Flag(help: "Take the version that was written last.")
    var newest = false

    @Flag(help: "Take the biggest version.")
    var biggest = false

    @Flag(help: "Take the version that most bricks agree on.")
    var majority = false

    @OptionGroup var output: OutputOptions

    func validate() throws {
        guard [source != nil, newest, biggest, majority].count(where: { $0 }) == 1 else {
            throw ValidationError("Give one of --source HOST, --newest, --biggest and --majority.")
        }
    }

    func run() async throws {
        let done = try await target.connection.connected { client in
            let set = try await target.find(client)
            let files = try await client.splitBrains(of: set)
            guard let found = files.first(where: { [$0.id, $0.name, $0.disk?.name].contains(file) }) else {
                throw Failure(
                    .notFound, "“\(file)” is not in split-brain in \(set.name ?? "").",
                    correction: "“mortar heal show \(set.name ?? "")” lists the files that are.")
            }
            _ = try await client.perform("resolve", on: found.href ?? "", action)
            return found
        }
        var record = Record()
        record.add("file", done.name)
        record.add("id", done.id)
        try output.print("One version of \(done.name ?? "") is now that of all bricks.", record)
    }

    private var action: ActionRepresentation {
        var action = ActionRepresentation()
        action.resolution = newest ? "newest" : biggest ? "biggest" : majority ? "majority" : "source"
        action.host = source.map { Linked(name: $0) }
        return action
    }
}
