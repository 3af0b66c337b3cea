import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar event list`
struct EventList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the latest events, the newest last.",
        discussion: """
            Examples:
              mortar event list
              mortar event list --max 100 --search 'severity>normal'
              mortar event list --search 'vm.name=web'
            """)

    @Option(help: "At most this many.")
    var max = 25

    @Option(help: "Only events that a search finds, in oVirt's grammar.")
    var search: String?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        if max < 1 { throw ValidationError("--max needs a number from 1 on.") }
    }

    func run() async throws {
        let events = try await connection.connected {
            try await $0.list(EventRepresentation.self, search: search, max: max)
        }
        try output.print(events.reversed().map(\.record), nothing: "There are no such events.")
    }
}

extension EventRepresentation {
    /// As commands show it.
    fileprivate var record: Record {
        var record = Record()
        record.add("time", time.map(OutputValue.date) ?? .none)
        record.add("severity", severity)
        record.add("description", description)
        record.add("code", number: code, .detail)
        record.add("correlation_id", correlationID, .detail)
        record.add("index", index.map(OutputValue.number) ?? .none, .detail)
        return record
    }
}
