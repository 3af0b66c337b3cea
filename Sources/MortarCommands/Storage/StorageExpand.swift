import ArgumentParser
import OVirtAPI

/// `mortar storage expand`
struct StorageExpand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "expand", abstract: "Make a storage domain larger, by any number of new hosts or disks.",
        discussion: """
            Devices on enough hosts become new replica sets as they are, and nothing is copied. Where they are on too \
            few, as when there is one new host, bricks of existing replica sets move to it, one after the other and \
            each followed by its heal: what they leave and what is new then makes new sets. No plan makes more sets \
            of alike devices, nor as many with fewer bytes copied. VMs go on running.

            Every blank device of the hosts that have bricks of the storage domain, and of those named, is used; name \
            devices to use only these. Without a host and a device it is every blank one of all hosts. Spares, and \
            disks that are failing, are never taken unless they are named.

            First see what would be done, what each replica set bears meanwhile and afterwards, and how long the \
            copying takes at the rate of the last heal; --yes does it. Interrupted, it goes on: “mortar job list” shows it. When it \
            fails, what has moved stays where it is, and the command can be given again.

            Examples:
              mortar storage expand data --host h4
              mortar storage expand data --host h4 --yes
              mortar storage expand data --device h4:/dev/sdb --device h5:/dev/sdb --device h6:/dev/sdb --yes
            """)

    @OptionGroup var devices: GrowthOptions
    @OptionGroup var plan: PlanOptions
    @OptionGroup var target: StorageTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let answer = try await target.perform("expand") { try await devices.action(plan.action, $0) }
        let shown = answer.expansionPlan ?? ExpansionPlanRepresentation()
        if plan.yes { return try output.print("Storage domain \(target.name) is expanded.", shown.record) }
        var record = shown.record
        record.add("to_do", PlanOptions.advice(isAllowed: shown.isAllowed))
        try output.print(record)
    }
}
