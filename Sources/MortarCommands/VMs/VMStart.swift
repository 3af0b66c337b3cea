import ArgumentParser
import OVirtAPI

/// `mortar vm start`
struct VMStart: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "start", abstract: "Start a VM on the host that suits it best.",
        discussion: """
            Example:
              mortar vm start web
            """)

    @OptionGroup var target: VMTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let vm = try await target.perform("start")
        try output.print("VM \(vm.name ?? "") runs on \(vm.host?.name ?? "a host").", vm.record)
    }
}
