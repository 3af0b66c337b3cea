import ArgumentParser

/// `mortar heal …`
struct HealCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "heal", abstract: "See what bricks are still being given, and decide what GlusterFS cannot.",
        discussion: """
            Examples:
              mortar heal list
              mortar heal show data-1
              mortar heal resolve data-1 web-1 --source h2
            """,
        subcommands: [HealList.self, HealShow.self, HealResolve.self])
}
