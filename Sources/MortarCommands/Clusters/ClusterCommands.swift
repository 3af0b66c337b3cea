import ArgumentParser
import MortarClient
import MortarModel
import OVirtAPI

/// `mortar cluster …`
struct ClusterCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cluster", abstract: "See and set what holds for all hosts of a cluster.",
        discussion: """
            Examples:
              mortar cluster show
              mortar cluster set --disk-access fuse
              mortar cluster set --rebuild-after 1h
              mortar cluster upgrade --dry-run
            """,
        subcommands: [ClusterShow.self, ClusterSet.self, ClusterUpgrade.self])
}

/// The cluster that a command is about.
struct ClusterTarget: ParsableArguments {
    @Option(name: .customLong("cluster"), help: "The cluster's name or id; may be left out where there is only one.")
    var name: String?

    @OptionGroup var connection: ConnectionOptions

    func find(_ client: MortarClient) async throws -> ClusterRepresentation {
        if let name { return try await client.find(ClusterRepresentation.self, called: name, kind: "cluster") }
        let all = try await client.list(ClusterRepresentation.self)
        guard let only = all.first, all.count == 1 else {
            throw Failure(
                .invalid, "There are \(all.count) clusters.",
                correction: "Name one of \(all.compactMap(\.name).joined(separator: ", ")) with --cluster.")
        }
        return only
    }
}

extension ClusterRepresentation {
    /// As commands show it.
    var record: Record {
        var record = Record()
        record.add("name", name)
        record.add("disk_access", diskAccess?.rawValue)
        record.add("scheduling_policy", policies.scheduling?.name)
        record.add("auto_repair", repairPolicy?.isAutomatic.map { Switch($0).rawValue })
        record.add("rebuild_after", repairPolicy?.rebuildAfter.map { TimeLimit(seconds: $0).description })
        record.add("max_absent_hosts", number: repairPolicy?.maximumAbsentHosts)
        record.add("heal_latency_ms", number: repairPolicy?.healLatency.map { Int($0) })
        record.add("locality", locality?.mode?.rawValue)
        if let migration = policies.migration { migration.add(to: &record) }
        record.add("id", id)
        return record
    }
}

extension MigrationOptions {
    /// As commands show it.
    fileprivate func add(to record: inout Record) {
        record.add("auto_converge", autoConverge.map { Switch($0 != "false").rawValue })
        record.add("migration_bandwidth", bandwidth?.customValue.map { "\($0) Mbit/s" } ?? "unlimited")
        record.add("post_copy_after", postCopyAfter.map { $0 > 0 ? TimeLimit(seconds: $0).description : "never" })
    }
}
