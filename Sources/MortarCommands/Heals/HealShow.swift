import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar heal show`
struct HealShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a replica set's heal: each brick, and every version of files in split-brain.",
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
            record.add("files_in_split_brain", .list(files.map { .record($0.record) }), .detail)
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
    fileprivate var record: Record {
        var record = Record()
        record.add("file", name)
        record.add("disk", disk?.name)
        record.add("parts", number: parts)
        record.add("versions", .list((versions ?? []).map { .record($0.record) }))
        record.add("id", id)
        return record
    }
}

extension SplitBrainVersionRepresentation {
    fileprivate var record: Record {
        var record = Record()
        record.add("host", host?.name ?? brick)
        record.add("size", bytes: size)
        record.add("modified", modified.map(OutputValue.date) ?? .none)
        record.add("agreeing", number: agreeing)
        record.add("whole", flag: isWhole)
        record.add("arbiter", flag: isArbiter)
        return record
    }
}
