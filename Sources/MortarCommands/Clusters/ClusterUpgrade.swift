import ArgumentParser
import MortarClient
import MortarModel
import OVirtAPI

/// `mortar cluster upgrade`
struct ClusterUpgrade: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "upgrade", abstract: "Upgrade the packages of all hosts, one after the other.",
        discussion: """
            Each host is put into maintenance, upgraded, rebooted where that is needed and wished, taken back into service, \
            and its bricks are whole before the next one's turn; the engine's own host comes last. VMs go on meanwhile.

            It stops at the first doubt: a host that is not up, a heal that is pending, a VM that cannot leave, anything \
            that fails. The same command goes on where it stopped; hosts with nothing to upgrade are left alone.

            Examples:
              mortar cluster upgrade --dry-run
              mortar cluster upgrade --reboot --yes
            """)

    @Flag(help: "Only show what would be done, host by host.")
    var dryRun = false

    @Flag(help: "Do it; without, nothing is changed.")
    var yes = false

    @OptionGroup var reboot: RebootOptions
    @OptionGroup var target: ClusterTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await target.connection.connected { client in
            let cluster = try await target.find(client)
            let plan = try await ProgressDisplay.showing { display in
                try await display.step("Ask the hosts") { _ in
                    try await ClusterUpgradePlan(cluster, mayReboot: reboot.isWished, client)
                }
            }
            if dryRun || output.output == .table {
                try output.print(plan.hosts.map(\.record), nothing: "There are no hosts.")
            }
            if dryRun { return }
            try plan.refuseDoubts()
            let upgraded = try await upgrade(plan, cluster, client)
            try output.print(sentence(upgraded), Self.record(upgraded))
        }
    }

    private func upgrade(
        _ plan: ClusterUpgradePlan, _ cluster: ClusterRepresentation, _ client: MortarClient
    ) async throws -> [HostRepresentation] {
        if plan.due.isEmpty { return [] }
        guard yes else {
            throw Failure(
                .invalid, "\(plan.due.count) hosts would be upgraded, one after the other.",
                correction: "If that is what you want, add --yes.", objects: plan.due.map { "host \($0.name)" })
        }
        return try await ProgressDisplay.showing { display in
            try await ClusterUpgradeRun(
                cluster: cluster, hosts: plan.due.map(\.host), mayReboot: reboot.isWished
            ).run(client, display)
        }
    }

    private func sentence(_ hosts: [HostRepresentation]) -> String {
        hosts.isEmpty ? "There is nothing to upgrade." : hosts.map(\.upgradedSentence).joined(separator: "\n")
    }

    private static func record(_ hosts: [HostRepresentation]) -> Record {
        var record = Record()
        record.add("upgraded", .list(hosts.map { .record($0.record) }))
        return record
    }
}
