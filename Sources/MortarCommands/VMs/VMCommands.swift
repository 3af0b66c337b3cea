import ArgumentParser

/// `mortar vm …`
struct VMCommands: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vm", abstract: "Create, run and look into virtual machines.",
        discussion: """
            Examples:
              mortar vm create web --image debian.qcow2 --memory 1GiB
              mortar vm start web
              mortar vm console web
              mortar vm why web
            """,
        subcommands: [
            VMCreate.self, VMStart.self, VMStop.self, VMShutdown.self, VMDelete.self, VMList.self, VMShow.self,
            VMConsole.self, VMSet.self, VMWhy.self, VMMigrate.self, VMCancelMigration.self,
        ])
}
