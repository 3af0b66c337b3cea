import ArgumentParser
import MortarModel
import OVirtAPI

/// `mortar storage copies`
struct StorageCopies: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "copies", abstract: "Have a storage domain keep more copies, while its VMs run.",
        discussion: """
            Each replica set gets bricks on other hosts, one after the other: a brick is added, all clients begin to \
            write to it, and when it has everything the next one follows. Until the first one has everything, what is \
            lost with the host of the old brick is lost: see what the plan says of it. Afterwards new replica sets of \
            the storage domain keep as many copies. Copies are never taken away; a third one takes the place of an arbiter.

            Every blank device of the hosts that have bricks of the storage domain, and of those named, may be used; \
            name devices to use only these. Without a host and a device it is every blank one of all hosts. A device has \
            to be at least as large as what fits into the replica set; an arbiter takes much less.

            First see what would be done; --yes does it. Interrupted, it goes on: “mortar job list” shows it. When it \
            fails, what has been added stays, and the command can be given again.

            Examples:
              mortar storage copies data 3
              mortar storage copies data 3 --host h2 --host h3 --yes
              mortar storage copies data 2+arbiter --yes
            """)

    @OptionGroup var target: StorageTarget

    @Argument(help: "How many copies are to be kept: 3, or 2+arbiter.")
    var copies: Redundancy

    @OptionGroup var devices: GrowthOptions
    @OptionGroup var plan: PlanOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var wanted = plan.action
        wanted.redundancy = RedundancyChoice(rawValue: copies.rawValue)
        let action = wanted
        let answer = try await target.perform("copies") { try await devices.action(action, $0) }
        let shown = answer.copiesPlan ?? CopiesPlanRepresentation()
        if plan.yes {
            return try output.print("Storage domain \(target.name) keeps \(copies.rawValue) copies.", shown.record)
        }
        var record = shown.record
        record.add("to_do", PlanOptions.advice(isAllowed: shown.isAllowed))
        try output.print(record)
    }
}
