import ArgumentParser
import OVirtAPI

/// `mortar cluster show`
struct ClusterShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show what holds for all hosts of a cluster.",
        discussion: """
            Example:
              mortar cluster show
            """)

    @OptionGroup var target: ClusterTarget
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let cluster = try await target.connection.connected { try await target.find($0) }
        try output.print(cluster.record)
    }
}
