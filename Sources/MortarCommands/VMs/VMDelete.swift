import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar vm delete`
struct VMDelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a VM that is down, with all of its disks.",
        discussion: """
            Example:
              mortar vm delete web
            """)

    @OptionGroup var target: VMTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let vm = try await target.connection.connected { client in
            let vm = try await target.find(client)
            try await ProgressDisplay.showing { try await client.delete("vms/\(vm.id ?? "")", $0) }
            return vm
        }
        try output.print("VM \(vm.name ?? "") and its disks are deleted.", vm.record)
    }
}

extension MortarClient {
    /// Removes an object and shows how it goes on.
    func delete(_ path: String, _ progress: ProgressDisplay) async throws {
        let begun = try await remove(path)
        if let job = begun.jobID { try await wait(for: job) { await progress.show($0) } }
    }
}
