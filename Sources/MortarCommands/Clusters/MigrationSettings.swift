import ArgumentParser
import OVirtAPI

/// What can be set of a cluster's migrations.
struct MigrationSettings: ParsableArguments {
    @Option(help: "Whether guests that write faster than their memory moves are slowed down.")
    var autoConverge: Switch?

    @Option(
        help: ArgumentHelp("For all migrations of one host, in Mbit/s; 0 for as much as there is.", valueName: "mbit"))
    var migrationBandwidth: Int?

    @Option(help: ArgumentHelp("When a guest goes on ahead of its memory, as 5m; 0s for never.", valueName: "time"))
    var postCopyAfter: TimeLimit?

    /// Nil where nothing of it is to be changed.
    var options: MigrationOptions? {
        if autoConverge == nil, migrationBandwidth == nil, postCopyAfter == nil { return nil }
        var options = MigrationOptions()
        options.autoConverge = autoConverge.map { $0.isOn ? "true" : "false" }
        options.postCopyAfter = postCopyAfter?.seconds
        guard let migrationBandwidth else { return options }
        options.bandwidth = MigrationOptions.Bandwidth()
        options.bandwidth?.assignmentMethod = migrationBandwidth == 0 ? "auto" : "custom"
        if migrationBandwidth != 0 { options.bandwidth?.customValue = migrationBandwidth }
        return options
    }
}

extension ClusterRepresentation {
    /// How VMs move from now on.
    var migrationSentence: String {
        let rate =
            policies.migration?.bandwidth?.customValue.map { "with \($0) Mbit/s per host" } ?? "as fast as they can"
        let slows = policies.migration?.autoConverge == "false" ? "without slowing guests down" : "slowing guests down"
        let limit = policies.migration?.postCopyAfter ?? 0
        let ahead =
            limit > 0 ? "after \(TimeLimit(seconds: limit)) the guest goes on ahead" : "the guest never goes on ahead"
        return "VMs of cluster \(name ?? "") move \(rate), \(slows) where needed; \(ahead) of its memory."
    }
}
