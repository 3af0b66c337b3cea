import ArgumentParser
import MortarModel
import OVirtAPI

/// `mortar storage balance`
struct StorageBalance: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "balance", abstract: "Even out how full the replica sets of a storage domain are.",
        discussion: """
            Whole disks move from the fullest to the emptiest replica sets, those of a VM together, while their VMs \
            run. Counted is what disks may grow to. First see what would be done; --yes does it. Interrupted, it goes \
            on: “mortar job list” shows it.

            Examples:
              mortar storage balance data
              mortar storage balance data --bandwidth 50MiB --yes
            """)

    @Option(help: ArgumentHelp("The most that is copied of a disk in a second.", valueName: "size"))
    var bandwidth: ByteCount?

    @OptionGroup var plan: PlanOptions
    @OptionGroup var target: StorageTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var action = plan.action
        action.bandwidth = bandwidth?.bytes
        let wanted = action
        let answer = try await target.perform("balance") { _ in wanted }.reductionPlan ?? ReductionPlanRepresentation()
        if plan.yes { return try output.print("Storage domain \(target.name) is balanced.", answer.record) }
        try output.print(answer.record)
    }
}

extension ReductionPlanRepresentation {
    /// As commands show it.
    var record: Record {
        var record = Record()
        record.add("disks", .list((disks ?? []).map { .text($0.sentence) }))
        record.add("removed_replica_sets", .list((replicaSets ?? []).map { .text($0.name ?? "?") }))
        record.add("bricks", .list((moves ?? []).map { .text($0.sentence) }))
        record.add("to_copy", bytes: bytes)
        if capacityBefore != nil {
            record.add("capacity_before", bytes: capacityBefore)
            record.add("capacity_after", bytes: capacityAfter)
        }
        if spreadBefore != nil {
            record.add("spread_before", number: spreadBefore)
            record.add("spread_after", number: spreadAfter)
        }
        return record
    }
}

extension DiskMoveRepresentation {
    fileprivate var sentence: String {
        let copied = bytes.map { ", up to \(ByteCount($0)) to copy" } ?? ""
        return "\(disk?.name ?? "?") goes to \(replicaSet?.name ?? "?")\(copied)"
    }
}
