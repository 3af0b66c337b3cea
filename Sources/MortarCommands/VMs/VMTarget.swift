import ArgumentParser
import MortarClient
import OVirtAPI

/// The VM that a command is about.
struct VMTarget: ParsableArguments {
    @Argument(help: "The VM's name or id.")
    var name: String

    @OptionGroup var connection: ConnectionOptions

    func find(_ client: MortarClient, follow: String? = nil) async throws -> VMRepresentation {
        try await client.find(VMRepresentation.self, called: name, kind: "VM", follow: follow)
    }

    /// Does something with the VM, shows how it goes on, and returns the VM as it is then.
    func perform(
        _ verb: String, _ action: (MortarClient) async throws -> ActionRepresentation = { _ in .init() }
    ) async throws -> VMRepresentation {
        try await connection.connected { client in
            let vm = try await find(client)
            let begun = try await client.perform(
                verb, on: "\(VMRepresentation.path)/\(vm.id ?? "")", try await action(client))
            if let job = begun.jobID {
                try await ProgressDisplay.showing { progress in
                    _ = try await client.wait(for: job) { await progress.show($0) }
                }
            }
            return try await client.get(VMRepresentation.self, id: vm.id ?? "")
        }
    }
}
