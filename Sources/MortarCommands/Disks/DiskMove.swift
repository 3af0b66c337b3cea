import ArgumentParser
import Foundation
import MortarClient
import MortarModel
import OVirtAPI

/// `mortar disk move`
struct DiskMove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move", abstract: "Move a disk to another replica set, while its VM runs or while it is down.",
        discussion: """
            The disk goes to the replica set that suits it best, beside the VM's other disks if they are elsewhere, \
            unless one is named. A VM that runs goes on running; until the disk has moved it cannot be stopped, \
            migrated or deleted. The old image is deleted at the very end: until then one complete image is always \
            there, and when anything fails it is the old one.

            Interrupted, the move goes on; “mortar job list” shows it.

            Examples:
              mortar disk move web-1
              mortar disk move web-1 --to-set data-2 --bandwidth 50MiB
              mortar disk move web-1 --storage fast
            """)

    @Option(help: ArgumentHelp("The name or id of the replica set.", valueName: "replica-set"))
    var toSet: String?

    @Option(help: "The storage domain; the one that the disk is in if it is left out.")
    var storage: String?

    @Option(help: ArgumentHelp("The most that is copied in a second.", valueName: "size"))
    var bandwidth: ByteCount?

    @OptionGroup var target: DiskTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let disk = try await target.connection.connected { client in
            let id = try await target.find(client).id ?? ""
            let begun = try await client.perform(
                "move", on: "\(DiskRepresentation.path)/\(id)", try await action(client))
            if let job = begun.jobID {
                try await ProgressDisplay.showing { progress in
                    _ = try await client.wait(for: job) { await progress.show($0) }
                }
            }
            return try await client.get(DiskRepresentation.self, id: id)
        }
        try output.print(
            "Disk \(disk.name ?? "") is on replica set \(disk.replicaSet?.name ?? "?").", disk.record(vms: [:]))
    }

    private func action(_ client: MortarClient) async throws -> ActionRepresentation {
        var action = ActionRepresentation()
        action.bandwidth = bandwidth?.bytes
        action.replicaSet = toSet.map { UUID(uuidString: $0) == nil ? Linked(name: $0) : Linked(id: $0) }
        if let storage {
            let found = try await client.find(
                StorageDomainRepresentation.self, called: storage, kind: "storage domain")
            action.storageDomain = Linked(id: found.id ?? "")
        }
        return action
    }
}
