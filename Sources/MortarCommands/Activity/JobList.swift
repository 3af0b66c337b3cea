import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar job list`
struct JobList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the jobs.",
        discussion: """
            Examples:
              mortar job list
              mortar job list --search 'status=started'
            """)

    @Option(help: "Only jobs that a search finds, in oVirt's grammar.")
    var search: String?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let jobs = try await connection.connected { try await $0.list(JobRepresentation.self, search: search) }
        try output.print(jobs.map(\.record), nothing: "There are no jobs.")
    }
}
