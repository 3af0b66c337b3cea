import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar vm migrate`
struct VMMigrate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Move a running VM to another host, and wait until it is there.",
        discussion: """
            The guest goes on meanwhile, and stands still for a moment at the end. Without --to the cluster chooses the \
            host. Two migrations go on at once from or to a host; more wait. What fails leaves the VM where it was.

            Interrupted, the migration goes on; “mortar vm cancel-migration” ends it.

            Examples:
              mortar vm migrate web
              mortar vm migrate web --to h3
            """)

    @Option(name: .customLong("to"), help: ArgumentHelp("The new host's name or id.", valueName: "host"))
    var host: String?

    @OptionGroup var target: VMTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let vm = try await target.perform("migrate") { client in
            var action = ActionRepresentation()
            if let host {
                let found = try await client.find(HostRepresentation.self, called: host, kind: "host")
                action.host = Linked(id: found.id ?? "")
            }
            return action
        }
        try output.print("VM \(vm.name ?? "") runs on \(vm.host?.name ?? "a host").", vm.record)
    }
}
