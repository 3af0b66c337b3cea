import ArgumentParser
import OVirtAPI

/// `mortar vm shutdown`
struct VMShutdown: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shutdown", abstract: "Ask a VM's guest to shut down.",
        discussion: """
            Returns when the guest was asked; it may take its time or not listen at all. “mortar vm stop” does not ask.

            Example:
              mortar vm shutdown web
            """)

    @OptionGroup var target: VMTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let vm = try await target.perform("shutdown")
        try output.print("VM \(vm.name ?? "") was asked to shut down.", vm.record)
    }
}
