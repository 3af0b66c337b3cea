import ArgumentParser
import MortarClient
import OVirtAPI

/// The storage domain that a command is about.
struct StorageTarget: ParsableArguments {
    @Argument(help: "The storage domain's name or id.")
    var name: String

    @OptionGroup var connection: ConnectionOptions

    /// Does something with the storage domain, shows how it goes on, and returns what was answered when it began.
    func perform(
        _ verb: String, _ action: (MortarClient) async throws -> ActionRepresentation
    ) async throws -> ActionRepresentation {
        try await connection.connected { client in
            let id = try await client.find(
                StorageDomainRepresentation.self, called: name, kind: "storage domain"
            ).id
            let begun = try await client.perform(
                verb, on: "\(StorageDomainRepresentation.path)/\(id ?? "")", try await action(client))
            if let job = begun.jobID {
                try await ProgressDisplay.showing { progress in
                    _ = try await client.wait(for: job) { await progress.show($0) }
                }
            }
            return begun.content
        }
    }
}
