import ArgumentParser

/// `mortar disk …`
struct DiskCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disk", abstract: "See, move and delete virtual disks.",
        discussion: """
            Disks are created with their VM: mortar vm create.

            Examples:
              mortar disk list
              mortar disk show web-1
              mortar disk move web-1 --to-set data-2
              mortar disk cancel-move web-1
            """,
        subcommands: [DiskList.self, DiskShow.self, DiskMove.self, DiskCancelMove.self, DiskDelete.self])
}
