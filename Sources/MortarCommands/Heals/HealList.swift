import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar heal list`
struct HealList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the replica sets with what waits to be healed, how fast and how long.",
        discussion: """
            Entries are files, or shards of images, counted at each brick that others lack them of. A heal is stalled \
            when not one entry was healed for ten minutes; “-” means that some brick could not be asked.

            Example:
              mortar heal list
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let records = try await connection.connected { client in
            var records: [Record] = []
            for domain in try await client.list(StorageDomainRepresentation.self) {
                records += try await client.replicaSets(of: domain).map(\.healRecord)
            }
            return records
        }
        try output.print(records, nothing: "There are no replica sets.")
    }
}

extension ReplicaSetRepresentation {
    /// Its heal, as commands show it.
    var healRecord: Record {
        var record = Record()
        record.add("name", name)
        record.add("status", status)
        record.add("pending", number: heal?.pending)
        record.add("per_second", heal?.rate.map { "\(($0 * 10).rounded() / 10)" })
        record.add("seconds_left", number: heal?.remaining)
        record.add("stalled", flag: heal?.isStalled)
        record.add("split_brain", number: heal?.splitBrain)
        return record
    }
}
