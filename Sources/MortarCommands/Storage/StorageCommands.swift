import ArgumentParser

/// `mortar storage …`
struct StorageCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "storage", abstract: "See what disks are placed in, and set what holds for it.",
        discussion: """
            Examples:
              mortar storage list
              mortar storage show data
              mortar storage set data --split-brain-policy newest
            """,
        subcommands: [StorageList.self, StorageShow.self, StorageSet.self])
}
