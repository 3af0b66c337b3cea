import ArgumentParser
import LabKit

struct Network: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Pull a host's cables, or put them back.",
        discussion: """
            A cut lasts until it is restored or the lab is repaired with “up”, also when the power goes and comes.

              sudo mortar-lab network h2 cut --network storage
              sudo mortar-lab network h2 restore
            """)

    enum Action: String, ExpressibleByArgument, CaseIterable {
        case cut
        case restore
    }

    @OptionGroup var options: LabOptions

    @Argument(help: "The host, as h1.")
    var host: String

    @Argument(help: "What to do.")
    var action: Action

    @Option(help: "Which network; both when it is left out.")
    var network: LabNetwork?

    func run() async throws {
        let lab = try options.lab()
        let networks = network.map { [$0] } ?? Set(LabNetwork.allCases)
        try await lab.setNetworks(of: host, networks, cut: action == .cut)
        let status = try await lab.status()
        let cut = status.hosts.first { $0.name == host }?.cutNetworks ?? []
        try options.output.print(State(host: host, cutNetworks: cut))
    }

    struct State: Encodable, TableConvertible {
        var host: String
        var cutNetworks: [LabNetwork]

        enum CodingKeys: String, CodingKey {
            case host
            case cutNetworks = "cut_networks"
        }

        var table: String {
            let names = cutNetworks.map(\.rawValue).joined(separator: ", ")
            return "\(host): \(names.isEmpty ? "connected" : "cut off from \(names)")"
        }
    }
}

extension LabNetwork: ExpressibleByArgument {}
