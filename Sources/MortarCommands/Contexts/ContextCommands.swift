import ArgumentParser
import MortarModel

/// `mortar context …`
struct ContextCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "context", abstract: "Choose among the engines that you are logged in to.",
        discussion: """
            Examples:
              mortar context list
              mortar context use demo
            """,
        subcommands: [ContextList.self, ContextUse.self])
}

/// `mortar context list`
struct ContextList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the engines that you have logged in to.",
        discussion: """
            Example:
              mortar context list
            """)

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let configuration = try connection.file.load()
        let records = configuration.contexts.sorted { $0.key < $1.key }.map { name, context in
            var record = Record()
            record.add("name", name)
            record.add("url", context.url)
            record.add("user", context.user)
            record.add("logged_in", flag: context.token != nil)
            record.add("current", flag: name == configuration.current)
            return record
        }
        try output.print(records, nothing: "You have not logged in to any engine.")
    }
}

/// `mortar context use`
struct ContextUse: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "use", abstract: "Make an engine the one that commands speak to.",
        discussion: """
            Example:
              mortar context use demo
            """)

    @Argument(help: "The context's name.")
    var name: String

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        try connection.file.change { configuration throws(Failure) in
            guard configuration.contexts[name] != nil else {
                throw Failure(
                    .notFound, "There is no context \(name).", correction: "See which there are: mortar context list")
            }
            configuration.current = name
        }
    }
}
