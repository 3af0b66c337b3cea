import ArgumentParser
import MortarClient
import OVirtAPI

/// The host that a command is about.
struct HostTarget: ParsableArguments {
    @Argument(help: "The host's name or id.")
    var name: String

    @OptionGroup var connection: ConnectionOptions

    /// Asks something of the host that is answered at once.
    func ask(_ verb: String, _ action: ActionRepresentation) async throws -> ActionRepresentation {
        try await connection.connected { client in
            let id = try await client.find(HostRepresentation.self, called: name, kind: "host").id ?? ""
            return try await client.perform(verb, on: "\(HostRepresentation.path)/\(id)", action).content
        }
    }

    /// Does something with the host, shows how it goes on, and returns the host as it is then.
    func perform(_ verb: String, _ action: ActionRepresentation = ActionRepresentation()) async throws
        -> HostRepresentation
    {
        try await connection.connected { client in
            let id = try await client.find(HostRepresentation.self, called: name, kind: "host").id ?? ""
            let begun = try await client.perform(verb, on: "\(HostRepresentation.path)/\(id)", action)
            if let job = begun.jobID {
                try await ProgressDisplay.showing { progress in
                    _ = try await client.wait(for: job) { await progress.show($0) }
                }
            }
            return try await client.get(HostRepresentation.self, id: id)
        }
    }
}
