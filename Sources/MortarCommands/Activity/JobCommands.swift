import ArgumentParser

/// `mortar job …`
struct JobCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "job", abstract: "See what is being done.",
        discussion: """
            Examples:
              mortar job list
              mortar job show ID
            """,
        subcommands: [JobList.self, JobShow.self])
}
