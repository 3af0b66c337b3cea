import ArgumentParser
import LabKit

struct NewHardware: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new-hardware", abstract: "Put new hardware in a host's place, under its name.",
        discussion: """
            The host has the same addresses, a fresh system and blank disks; what was on it is gone.

              sudo mortar-lab new-hardware h3
            """)

    @OptionGroup var options: LabOptions

    @Argument(help: "The host, as h3.")
    var host: String

    func run() async throws {
        let lab = try options.lab()
        try await lab.renewHost(host)
        var status = try await lab.status()
        status.hosts.removeAll { $0.name != host }
        try options.output.print(status)
    }
}
