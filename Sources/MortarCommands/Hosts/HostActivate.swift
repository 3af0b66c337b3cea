import ArgumentParser
import OVirtAPI

/// `mortar host activate`
struct HostActivate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "activate", abstract: "Take a host in maintenance back into service.",
        discussion: """
            The command ends when its bricks are connected with all their clients and have what they missed.

            Example:
              mortar host activate h2
            """)

    @OptionGroup var target: HostTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let host = try await target.perform("activate")
        try output.print("Host \(host.name ?? "") is in service, and its bricks are whole.", host.record)
    }
}
