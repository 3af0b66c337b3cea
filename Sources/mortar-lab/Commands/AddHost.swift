import ArgumentParser
import LabKit

struct AddHost: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add-host", abstract: "Add the next host to a lab, with blank disks.",
        discussion: "  sudo mortar-lab add-host")

    @OptionGroup var options: LabOptions

    func run() async throws {
        let lab = try options.lab()
        let name = try await lab.addHost()
        var status = try await lab.status()
        status.hosts.removeAll { $0.name != name }
        try options.output.print(status)
    }
}
