import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar replica-set list`
struct ReplicaSetList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the replica sets: their state, space, bricks and heals.",
        discussion: """
            A set is up with all bricks, degraded while some are offline, failed, lost or being filled, and down without \
            a majority. Heals are entries that bricks lack and are being given; “-” means that some brick could not be \
            asked. Work is what is being done to a brick, only ever one of a set, and what that waits for.

            Examples:
              mortar replica-set list
              mortar replica-set list --output json
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let records = try await connection.connected { client in
            var records: [Record] = []
            for domain in try await client.list(StorageDomainRepresentation.self) {
                records += try await client.replicaSets(of: domain).map { $0.record(storage: domain.name) }
            }
            return records
        }
        try output.print(records, nothing: "There are no replica sets.")
    }
}

extension MortarClient {
    func replicaSets(of domain: StorageDomainRepresentation) async throws -> [ReplicaSetRepresentation] {
        try await list(
            ReplicaSetRepresentation.self, at: "\(domain.href ?? "")/\(ReplicaSetRepresentation.path)")
    }
}

extension ReplicaSetRepresentation {
    /// As commands show it.
    func record(storage: String?) -> Record {
        var record = Record()
        record.add("name", name)
        record.add("storage", storage)
        record.add("status", status)
        record.add("copies", redundancy?.rawValue)
        record.add("capacity", bytes: capacity)
        record.add("available", bytes: available)
        record.add("heals", number: pendingHeals)
        record.add("work", work?.text)
        record.add("waits_for", waitsFor)
        record.add("bricks", .list((bricks ?? []).map { .text($0.summary) }))
        record.add("shared_zones", sharedZones, .detail)
        record.add("problems", .list((bricks ?? []).compactMap(\.problem).map { .text($0) }), .detail)
        record.add("id", id, .detail)
        return record
    }
}

extension BrickRepresentation {
    /// Its host and device.
    var place: String { "\(host?.name ?? serverID ?? "?"):\(device ?? directory ?? "?")" }

    /// What is wrong with it, as a sentence without its end.
    fileprivate var problem: String? { condition.map { "\(place) \($0)" } }

    /// Its host and device, and its state where that is not as it should be.
    var summary: String {
        let remarks = [isArbiter == true ? "arbiter" : nil, status == "up" ? nil : status].compactMap(\.self)
        return remarks.isEmpty ? place : "\(place) (\(remarks.joined(separator: ", ")))"
    }
}
