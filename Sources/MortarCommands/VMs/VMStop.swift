import ArgumentParser
import OVirtAPI

/// `mortar vm stop`
struct VMStop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stop", abstract: "End a VM at once, as by pulling its plug.",
        discussion: """
            The guest is not asked; “mortar vm shutdown” asks it.

            Example:
              mortar vm stop web
            """)

    @OptionGroup var target: VMTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let vm = try await target.perform("stop")
        try output.print("VM \(vm.name ?? "") is \(vm.status ?? "down").", vm.record)
    }
}
