import ArgumentParser
import MortarClient
import OVirtAPI

/// The disk that a command is about.
struct DiskTarget: ParsableArguments {
    @Argument(help: "The disk's name or id.")
    var name: String

    @OptionGroup var connection: ConnectionOptions

    func find(_ client: MortarClient) async throws -> DiskRepresentation {
        try await client.find(DiskRepresentation.self, called: name, kind: "disk")
    }
}
