import ArgumentParser

/// `mortar storage …`
struct StorageCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "storage", abstract: "See what disks are placed in.",
        discussion: """
            Examples:
              mortar storage list
              mortar storage show data
            """,
        subcommands: [StorageList.self, StorageShow.self])
}
