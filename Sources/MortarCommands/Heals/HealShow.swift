import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar heal show`
struct HealShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a replica set's heal: each brick, and each version of files in split-brain.",
        discussion: """
            Of each version of a file in split-brain: its size, when it was last written, and how many bricks have the \
            same. One that is not whole cannot be taken.

            Example:
              mortar heal show data-1
            """)

    @OptionGroup var target: ReplicaSetTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let record = try await target.connection.connected { client in
            let set = try await target.find(client)
            var record = set.healRecord
            record.add("bricks", .list((set.bricks ?? []).map { .record($0.healRecord) }), .detail)
            let files = try await client.splitBrains(of: set)
            record.add("versions_in_split_brain", .list(files.flatMap(\.records).map { .record($0) }), .detail)
            return record
        }
        try output.print(record)
    }
}

extension BrickRepresentation {
    fileprivate var healRecord: Record {
        var record = Record()
        record.add("host", host?.name)
        record.add("status", status)
        record.add("pending", number: pendingHeals)
        return record
    }
}

extension SplitBrainRepresentation {
    /// One for each brick's version.
    fileprivate var records: [Record] {
        (versions ?? []).map { version in
            var record = Record()
            record.add("host", version.host?.name ?? version.brick)
            record.add("size", bytes: version.size)
            record.add("modified", version.modified.map(OutputValue.date) ?? .none)
            record.add("agreeing", number: version.agreeing)
            record.add("whole", flag: version.isWhole)
            record.add("disk", disk?.name)
            record.add("parts", number: parts)
            record.add("file", name)
            record.add("id", id)
            return record
        }
    }
}
