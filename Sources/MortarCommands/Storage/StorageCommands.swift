import ArgumentParser

/// `mortar storage …`
struct StorageCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "storage",
        abstract: "See what disks are placed in, set what holds for it, make it larger or smaller.",
        discussion: """
            Examples:
              mortar storage list
              mortar storage show data
              mortar storage set data --split-brain-policy newest
              mortar storage expand data --host h4
              mortar storage shrink data --set data-3
              mortar storage balance data
              mortar storage copies data 3
              mortar storage options data
            """,
        subcommands: [
            StorageList.self, StorageShow.self, StorageSet.self, StorageExpand.self, StorageShrink.self,
            StorageBalance.self, StorageCopies.self, StorageOptions.self,
        ])
}
