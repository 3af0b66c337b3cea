import ArgumentParser

/// `mortar event …`
struct EventCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "event", abstract: "See what has happened.",
        discussion: """
            Example:
              mortar event list --max 50
            """,
        subcommands: [EventList.self])
}
