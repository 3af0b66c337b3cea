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
        try await connection.connected { try await begin(verb, action, $0).begun.content }
    }

    /// Does something with the host, shows how it goes on, and returns the host as it is then.
    func perform(_ verb: String, _ action: ActionRepresentation = ActionRepresentation()) async throws
        -> HostRepresentation
    {
        try await connection.connected { client in
            let (id, begun) = try await begin(verb, action, client)
            if let job = begun.jobID {
                try await ProgressDisplay.showing { progress in
                    _ = try await client.wait(for: job) { await progress.show($0) }
                }
            }
            return try await client.get(HostRepresentation.self, id: id)
        }
    }

    private func begin(
        _ verb: String, _ action: ActionRepresentation, _ client: MortarClient
    ) async throws -> (id: String, begun: Begun<ActionRepresentation>) {
        let id = try await client.find(HostRepresentation.self, called: name, kind: "host").id ?? ""
        return (id, try await client.perform(verb, on: "\(HostRepresentation.path)/\(id)", action))
    }
}
