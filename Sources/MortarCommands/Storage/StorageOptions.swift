import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar storage options`
struct StorageOptions: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "options",
        abstract: "See how the options of a storage domain's volumes differ from what Mortar wants.",
        discussion: """
            Shown are options with another value than Mortar wants, or without one where the default is not what it \
            wants, and those that somebody has set and Mortar does not care about: these are yours, and stay as they are. \
            --all shows every option with its reason.

            --repair sets what differs, one option at a time, while VMs run. What must not change once there are images \
            is left as it is, and said.

            Examples:
              mortar storage options data
              mortar storage options data --all
              mortar storage options data --repair
            """)

    @Flag(help: "Show every option, also those that are as they should be.")
    var all = false

    @Flag(help: "Set what differs as Mortar wants it.")
    var repair = false

    @OptionGroup var target: StorageTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let answer = repair ? try await target.perform("repairoptions") { _ in ActionRepresentation() } : nil
        let options = try await options().filter { all || ["differs", "yours"].contains($0.state) }
        let nothing = "All options of storage domain \(target.name) are as Mortar wants them."
        guard let answer else { return try output.print(options.map(\.record), nothing: nothing) }
        let left = options.filter { $0.state == "differs" }
        if left.isEmpty, answer.job == nil { return try output.print([], nothing: nothing) }
        try output.print(
            left.map(\.record), nothing: "The options of storage domain \(target.name) are set as Mortar wants them.")
    }

    private func options() async throws -> [VolumeOptionRepresentation] {
        try await target.connection.connected { client in
            let id = try await client.find(
                StorageDomainRepresentation.self, called: target.name, kind: "storage domain"
            ).id
            let path = "\(StorageDomainRepresentation.path)/\(id ?? "")/\(VolumeOptionRepresentation.path)"
            return try await client.list(VolumeOptionRepresentation.self, at: path)
        }
    }
}

extension VolumeOptionRepresentation {
    /// As commands show it.
    fileprivate var record: Record {
        var record = Record()
        record.add("replica_set", replicaSet?.name)
        record.add("option", name)
        record.add("value", value ?? "default")
        record.add("wanted", wanted)
        record.add("state", state)
        record.add("remark", state == "differs" ? hazard.map { "Is not changed: \($0)" } ?? reason : reason)
        return record
    }
}
