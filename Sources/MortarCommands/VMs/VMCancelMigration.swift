import ArgumentParser
import OVirtAPI

/// `mortar vm cancel-migration`
struct VMCancelMigration: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel-migration", abstract: "End the migration of a VM, which stays where it is.",
        discussion: """
            What is as good as done comes to its end all the same.

            Example:
              mortar vm cancel-migration web
            """)

    @OptionGroup var target: VMTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let vm = try await target.perform("cancelmigration")
        try output.print("The migration of VM \(vm.name ?? "") ends.", vm.record)
    }
}
