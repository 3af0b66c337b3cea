import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar job show`
struct JobShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a job with its steps, and why it failed.",
        discussion: """
            Example:
              mortar job show 5f0c2a4e-9a36-4c1f-8f0b-1f6f0f7b2c11
            """)

    @Argument(help: "The job's id.")
    var id: String

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let job = try await connection.connected {
            try await $0.get(JobRepresentation.self, id: id, follow: "steps")
        }
        try output.print(job.record)
    }
}
