import ArgumentParser
import OVirtAPI

/// `mortar host maintenance`
struct HostMaintenance: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "maintenance", abstract: "Take a host out of service, so that it may be switched off.",
        discussion: """
            Its VMs are migrated to other hosts while they run, then its bricks and its storage service are ended in \
            order; they come back with “mortar host activate”, not at boot. It is refused while it would endanger \
            storage, when another copy of a replica set is down or has not healed yet, and when a VM has nowhere to go. \
            With --keep-storage the bricks go on, and the host must not be switched off.

            Interrupted, it goes on; “mortar job list” shows it.

            Examples:
              mortar host maintenance h2 --plan
              mortar host maintenance h2 --reason 'new memory'
              mortar host maintenance h2 --keep-storage
            """)

    @Option(help: "Why, for the events.")
    var reason: String?

    @Flag(help: "Leave the host's bricks in service.")
    var keepStorage = false

    @Flag(name: .customLong("plan"), help: "Only show where its VMs would go, and what stands against it.")
    var plansOnly = false

    @OptionGroup var target: HostTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        var action = ActionRepresentation()
        action.reason = reason
        action.stopsGluster = !keepStorage
        if plansOnly {
            action.plansOnly = true
            let plan = try await target.ask("deactivate", action).maintenancePlan
            return try output.print((plan ?? MaintenancePlanRepresentation()).record)
        }
        let host = try await target.perform("deactivate", action)
        let advice = keepStorage ? "Its bricks go on: do not switch it off." : "It may be switched off."
        try output.print("Host \(host.name ?? "") is in maintenance. \(advice)", host.record)
    }
}
