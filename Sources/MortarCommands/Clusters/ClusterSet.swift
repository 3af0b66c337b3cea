import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar cluster set`
struct ClusterSet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Set what holds for all hosts of a cluster.",
        discussion: """
            Disk access is how VMs reach their disks: auto takes libgfapi on hosts whose self-test of it has passed and \
            fuse on the others. It counts for VMs that are started from then on.

            The scheduling policy is how hosts are chosen for VMs: none, evenly_distributed, vm_evenly_distributed or \
            power_saving.

            With automatic repair, bricks of failed disks are rebuilt at once, those of hosts that do not answer after \
            the time given with --rebuild-after, unless more hosts are away than --max-absent-hosts says.

            The migration bandwidth is for all migrations from or to one host together. With auto-converge, a guest that \
            writes faster than its memory moves is slowed down. With --post-copy-after, a guest whose memory takes longer \
            goes on at its new host ahead of it; from then on the loss of either host is the loss of the guest.

            Examples:
              mortar cluster set --disk-access fuse
              mortar cluster set --disk-access auto --cluster Default
              mortar cluster set --scheduling-policy evenly_distributed
              mortar cluster set --rebuild-after 1h --max-absent-hosts 2
              mortar cluster set --auto-repair off
              mortar cluster set --heal-latency 50
              mortar cluster set --locality propose
              mortar cluster set --migration-bandwidth 4000 --post-copy-after 5m
            """)

    @Option(help: "How VMs reach their disks.")
    var diskAccess: DiskAccessChoice?

    @Option(help: ArgumentHelp("How hosts are chosen for VMs.", valueName: "name"))
    var schedulingPolicy: String?

    @Option(help: "Whether bricks that have failed are rebuilt without a hand.")
    var autoRepair: Switch?

    @Option(help: ArgumentHelp("How long a host that does not answer is waited for, as 30m.", valueName: "time"))
    var rebuildAfter: TimeLimit?

    @Option(help: ArgumentHelp("Nothing of lost hosts is rebuilt while more are away.", valueName: "count"))
    var maxAbsentHosts: Int?

    @Option(
        help: ArgumentHelp(
            "Milliseconds that a VM's write may take before a heal is slowed down; 0 for no limit.",
            valueName: "milliseconds"))
    var healLatency: Int64?

    @OptionGroup var migration: MigrationSettings
    @OptionGroup var locality: LocalitySettings
    @OptionGroup var target: ClusterTarget
    @OptionGroup var output: OutputOptions

    func validate() throws {
        let groups = [repairPolicy != nil, migration.options != nil, locality.policy != nil]
        if diskAccess == nil, schedulingPolicy == nil, !groups.contains(true) {
            throw ValidationError("There is nothing to set. Name what shall be changed, as --disk-access fuse.")
        }
    }

    func run() async throws {
        let cluster = try await target.connection.connected { client in
            let id = try await target.find(client).id ?? ""
            var change = ClusterRepresentation()
            change.diskAccess = diskAccess
            change.policies.scheduling = schedulingPolicy.map { Reference(name: $0) }
            change.repairPolicy = repairPolicy
            change.policies.migration = migration.options
            change.locality = locality.policy
            return try await client.update(change, at: "clusters/\(id)")
        }
        let isRepairSet = autoRepair != nil || rebuildAfter != nil || maxAbsentHosts != nil
        var sentences = cluster.sentences(
            access: diskAccess != nil, scheduling: schedulingPolicy != nil, repair: isRepairSet)
        if healLatency != nil { sentences.append(cluster.healSentence) }
        if migration.options != nil { sentences.append(cluster.migrationSentence) }
        if locality.policy != nil { sentences.append(cluster.localitySentence) }
        try output.print(sentences.joined(separator: "\n"), cluster.record)
    }

    /// Nil where nothing of it is to be changed.
    private var repairPolicy: RepairPolicyRepresentation? {
        if autoRepair == nil, rebuildAfter == nil, maxAbsentHosts == nil, healLatency == nil { return nil }
        var policy = RepairPolicyRepresentation()
        policy.isAutomatic = autoRepair?.isOn
        policy.rebuildAfter = rebuildAfter?.seconds
        policy.maximumAbsentHosts = maxAbsentHosts
        policy.healLatency = healLatency
        return policy
    }
}

extension ClusterRepresentation {
    /// What holds from now on, of what was set.
    fileprivate func sentences(access: Bool, scheduling: Bool, repair: Bool) -> [String] {
        let (name, use) = (name ?? "", diskAccess?.rawValue ?? "")
        var sentences = access ? ["VMs of cluster \(name) use \(use) from their next start or migration."] : []
        if scheduling {
            sentences.append("Hosts for VMs of cluster \(name) are chosen by \(policies.scheduling?.name ?? "").")
        }
        if repair, let policy = repairPolicy { sentences.append("Cluster \(name) \(policy.words).") }
        return sentences
    }

    fileprivate var healSentence: String {
        guard let limit = repairPolicy?.healLatency, limit > 0 else {
            return "Heals of cluster \(name ?? "") keep their pace."
        }
        return "Heals of cluster \(name ?? "") are slowed down while a write of a VM takes more than \(limit) ms."
    }
}

extension RepairPolicyRepresentation {
    fileprivate var words: String {
        guard isAutomatic == true else { return "repairs nothing by itself" }
        let limit = TimeLimit(seconds: rebuildAfter ?? 0)
        return
            "repairs failed disks at once, lost hosts after \(limit) while not more than \(maximumAbsentHosts ?? 0) are away"
    }
}

extension DiskAccessChoice: ExpressibleByArgument {}
