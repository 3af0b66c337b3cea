import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar disk delete`
struct DiskDelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a disk and all that is on it.",
        discussion: """
            A disk of a VM that runs is refused.

            Example:
              mortar disk delete web-2
            """)

    @OptionGroup var target: DiskTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let disk = try await target.connection.connected { client in
            let disk = try await target.find(client)
            try await ProgressDisplay.showing { try await client.delete("disks/\(disk.id ?? "")", $0) }
            return disk
        }
        try output.print("Disk \(disk.name ?? "") is deleted.", disk.record(vms: [:]))
    }
}
