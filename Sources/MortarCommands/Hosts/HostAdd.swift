import ArgumentParser
import Deployment
import HostNetworkKit
import MortarClient
import MortarModel
import OVirtAPI

/// `mortar host add`
struct HostAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Make a machine a host of the cluster.",
        discussion: """
            First looks at it and tells everything that stands in the way; --check stops there. Its disks are not \
            touched: “mortar storage expand” takes them. Its storage address is the one in the network that the other \
            hosts have theirs in. Interrupted anywhere, the same command goes on.

            Examples:
              mortar host add 10.0.0.14 --check
              mortar host add 10.0.0.14 --zone rack-b
            """)

    @Argument(help: "The address or name at which SSH answers.")
    var address: String

    @Option(help: "What it shares with other hosts that may fail with it.")
    var zone: String?

    @Option(
        help: ArgumentHelp(
            "The network of the storage traffic; that of the other hosts if not given.", valueName: "cidr"))
    var storageNetwork: String?

    @Flag(help: "Look only; change nothing.")
    var check = false

    @OptionGroup var ssh: SSHOptions

    @Option(help: ArgumentHelp("The folder with Mortar's packages.", valueName: "folder"))
    var packages = "/usr/share/mortar/packages"

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let zone = try zone.map(Zone.init(parsing:))
        let network = try storageNetwork.map(Subnet.init(parsing:))
        try await connection.connected { client in
            guard let id = try await add(client, network, zone) else {
                return Terminal.current.complain("Nothing stands in the way.\n")
            }
            let host = try await client.get(HostRepresentation.self, id: id)
            let name = host.name ?? ""
            try output.print(
                "Host \(name) is a member of the cluster. “mortar storage expand DOMAIN --host \(name)” takes its disks.",
                host.record)
        }
    }

    /// Returns its id, or nil where it was only looked at.
    private func add(_ client: MortarClient, _ network: Subnet?, _ zone: Zone?) async throws -> String? {
        try await ssh.connected(to: [address]) { machines in
            try await ProgressDisplay.showing { display in
                let addition = HostAddition(
                    client, machine: machines[0], packages: packages, progress: ShownDeployment(display))
                let (probe, problems) = try await addition.check()
                if !problems.isEmpty { throw PreflightRefusal(problems: problems) }
                return check ? nil : try await addition.run(probe, storageNetwork: network, zone: zone)
            }
        }
    }
}
