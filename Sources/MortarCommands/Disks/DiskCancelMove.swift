import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar disk cancel-move`
struct DiskCancelMove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel-move", abstract: "End the move of a disk, which stays where it was.",
        discussion: """
            What was copied is deleted. What is as good as done comes to its end all the same.

            Example:
              mortar disk cancel-move web-1
            """)

    @OptionGroup var target: DiskTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let disk = try await target.connection.connected { client in
            let id = try await target.find(client).id ?? ""
            _ = try await client.perform("cancelmove", on: "\(DiskRepresentation.path)/\(id)")
            return try await client.get(DiskRepresentation.self, id: id)
        }
        try output.print("The move of disk \(disk.name ?? "") ends.", disk.record(vms: [:]))
    }
}
