import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar device replace`
struct DeviceReplace: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replace", abstract: "Rebuild a brick on another device, and wait until its replica set is whole.",
        discussion: """
            Named is the device of the brick, which may be gone, or a blank device that shall take the place of one that \
            has failed. The new device is a spare or another blank one, unless it is named with --with. It is refused \
            while it would endanger the replica set; --plan shows what would be done and what stands against it, and \
            changes nothing.

            Interrupted, the replacement goes on; “mortar job list” shows it.

            Examples:
              mortar device replace h2:/dev/sdb --plan
              mortar device replace h2:/dev/sdb
              mortar device replace h2:/dev/sdb --with h4:/dev/sdc --wipe
              mortar device replace h2:/dev/sdb --with h2:/dev/sdd --stripe-unit 128KiB --stripe-data-disks 10
            """)

    @Option(
        name: .customLong("with"),
        help: ArgumentHelp("The new device, as h4:/dev/sdc.", valueName: "host:device"),
        transform: { try DeviceName(parsing: $0) })
    var new: DeviceName?

    @Flag(help: "Destroy whatever is on the new device.")
    var wipe = false

    @Flag(name: .customLong("plan"), help: "Only show what would be done.")
    var plansOnly = false

    @OptionGroup var stripe: StripeOptions
    @OptionGroup var target: DeviceTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let plan = try await target.connection.connected { client in
            let begun = try await client.perform(
                "replace", on: try await target.find(client).href ?? "", try await action(client))
            if let job = begun.jobID {
                try await ProgressDisplay.showing { progress in
                    _ = try await client.wait(for: job) { await progress.show($0) }
                }
            }
            return begun.content.replacementPlan ?? ReplacementPlanRepresentation()
        }
        if plansOnly { return try output.print(plan.record) }
        try output.print("Replica set \(plan.replicaSet?.name ?? "") is whole again: \(plan.change).", plan.record)
    }

    private func action(_ client: MortarClient) async throws -> ActionRepresentation {
        var action = ActionRepresentation(wipe: wipe)
        action.stripe = try stripe.representation
        if plansOnly { action.plansOnly = true }
        if let found = try await new?.find(client) {
            action.target = BlockDeviceRepresentation()
            action.target?.id = found.id
            action.target?.host = found.host
        }
        return action
    }
}

extension ReplacementPlanRepresentation {
    /// What has become of the old brick, as a part of a sentence.
    fileprivate var change: String {
        let remark = zoneRemark.map { ", \($0)," } ?? ""
        return "\(newBrick?.place ?? "?")\(remark) has taken the place of \(oldBrick?.place ?? "?")"
    }

    fileprivate var record: Record {
        var record = Record()
        record.add("replica_set", replicaSet?.name)
        record.add("old_brick", oldBrick?.summary)
        record.add("condition", condition)
        record.add("new_brick", newBrick?.summary)
        record.add("zone", zoneRemark)
        record.add("wipe", flag: wipe)
        record.add("to_copy", bytes: bytes)
        record.add("remaining", .list((remainingBricks ?? []).map { .text($0.summary) }))
        record.add("allowed", flag: isAllowed)
        record.add("refusals", .list((refusals ?? []).map { .record($0.record) }))
        return record
    }
}

extension RefusalRepresentation {
    /// As commands show it.
    var record: Record {
        var record = Record()
        record.add("reason", reason)
        record.add("to_do", remedy)
        return record
    }
}
