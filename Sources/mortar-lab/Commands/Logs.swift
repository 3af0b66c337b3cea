import ArgumentParser
import LabKit

struct Logs: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show a host's journal, also of a host whose power is off.",
        discussion: """
              sudo mortar-lab logs h1 --unit glusterd --lines 50
              sudo mortar-lab logs h2 --console
            """)

    @OptionGroup var options: LabOptions

    @Argument(help: "The host, as h1.")
    var host: String

    @Option(help: "Only this systemd unit. May be repeated.")
    var unit: [String] = []

    @Option(help: "Only the last lines.")
    var lines: Int?

    @Flag(help: "Go on as the journal grows.")
    var follow = false

    @Flag(help: "What the host's boot printed on its console, instead of the journal.")
    var console = false

    func run() async throws {
        let logs = try options.lab().logs(of: host)
        let count = lines.map { ["--lines=\($0)"] } ?? []
        if console { try become("tail", (lines.map { ["--lines=\($0)"] } ?? ["--lines=+1"]) + [logs.console]) }
        try become(
            "journalctl",
            ["--directory=\(logs.journal)", "--no-pager", "--output=\(options.output == .json ? "json" : "short-iso")"]
                + unit.map { "--unit=\($0)" } + count + (follow ? ["--follow"] : []))
    }
}
