import ArgumentParser

/// `mortar disk …`
struct DiskCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disk", abstract: "See and delete virtual disks.",
        discussion: """
            Disks are created with their VM: mortar vm create.

            Examples:
              mortar disk list
              mortar disk show web-1
            """,
        subcommands: [DiskList.self, DiskShow.self, DiskDelete.self])
}
