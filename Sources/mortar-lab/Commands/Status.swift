import ArgumentParser
import LabKit
import MortarModel

struct Status: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Show a lab's hosts: addresses, power, disks.",
        discussion: "  sudo mortar-lab status --output json")

    @OptionGroup var options: LabOptions

    func run() async throws {
        try options.output.print(try await options.lab().status())
    }
}

extension LabStatus: TableConvertible {
    var table: String {
        let header = ["HOST", "POWER", "MANAGEMENT", "STORAGE", "CUT", "DISKS"]
        return columns([header] + hosts.map(row))
    }

    private func row(_ host: Host) -> [String] {
        let disks = host.disks.map { "\($0.path ?? "detached") (\(ByteCount($0.size)))" }
        let cut = host.cutNetworks.map(\.rawValue).joined(separator: ",")
        return [
            host.name, host.power.rawValue, host.managementAddress, host.storageAddress, cut.isEmpty ? "-" : cut,
            disks.joined(separator: ", "),
        ]
    }
}
