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
        let answer = try await target.perform("balance") { _ in wanted }.reshapingPlan ?? ReshapingPlanRepresentation()
        if plan.yes { return try output.print("Storage domain \(target.name) is balanced.", answer.record) }
        try output.print(answer.record)
    }
}
