import ArgumentParser

/// `mortar replica-set …`
struct ReplicaSetCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replica-set", abstract: "See the copies that storage domains consist of.",
        discussion: """
            Example:
              mortar replica-set list
            """,
        subcommands: [ReplicaSetList.self])
}
