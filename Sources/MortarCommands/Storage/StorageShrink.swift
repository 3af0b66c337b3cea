import ArgumentParser
import MortarModel
import OVirtAPI

/// `mortar storage shrink`
struct StorageShrink: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shrink", abstract: "Take hosts or replica sets out of a storage domain.",
        discussion: """
            The disks of a replica set that goes move to the others while their VMs run, then its volume is deleted and \
            its devices are blank. The bricks of a host that goes move to blank devices of the other hosts of the \
            storage domain, one after the other and each followed by its heal. Where these have no room, remove a \
            replica set as well.

            First see what would be done, what each replica set bears while a brick of it moves, and how long that takes; \
            --yes does it. Interrupted, it goes on: “mortar job list” shows it. When it \
            fails, what has moved stays where it is, and the command can be given again.

            Examples:
              mortar storage shrink data --set data-3
              mortar storage shrink data --set data-3 --host h5 --yes
            """)

    @Option(help: ArgumentHelp("A host that goes; may be given several times.", valueName: "host"))
    var host: [String] = []

    @Option(help: ArgumentHelp("A replica set that goes; may be given several times.", valueName: "replica-set"))
    var set: [String] = []

    @Option(help: ArgumentHelp("The most that is copied of a disk in a second.", valueName: "size"))
    var bandwidth: ByteCount?

    @OptionGroup var plan: PlanOptions
    @OptionGroup var target: StorageTarget
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if host.isEmpty, set.isEmpty { throw ValidationError("Name a host or a replica set that goes.") }
    }

    func run() async throws {
        var action = plan.action
        if !host.isEmpty { action.hosts = host.map { Linked(name: $0) } }
        if !set.isEmpty { action.replicaSets = set.map { Linked(name: $0) } }
        action.bandwidth = bandwidth?.bytes
        let wanted = action
        let answer = try await target.perform("shrink") { _ in wanted }.reshapingPlan ?? ReshapingPlanRepresentation()
        if plan.yes { return try output.print("Storage domain \(target.name) is shrunk.", answer.record) }
        try output.print(answer.record)
    }
}
