import ArgumentParser
import Deployment
import HostNetworkKit
import MortarClient
import MortarModel
import OVirtAPI

/// `mortar host replace`
struct HostReplace: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replace", abstract: "Put new hardware, or another host, in the place of a lost one.",
        discussion: """
            Without --with, new hardware at the lost host's addresses and with its name becomes that host. With it, \
            another host takes its bricks over, and the lost one is forgotten: a host of the cluster by its name, or a \
            machine that SSH reaches, which is added first. Every brick is rebuilt on blank disks of the new one; the \
            command ends when all is whole. Interrupted anywhere, the same command goes on.

            Examples:
              mortar host replace h2 --plan
              mortar host replace h2
              mortar host replace h2 --with h4
              mortar host replace h2 --with 10.0.0.14 --storage-network 10.0.1.0/24
            """)

    @Argument(help: "The lost host's name or id.")
    var name: String

    @Option(help: ArgumentHelp("The host that takes its place.", valueName: "host"))
    var with: String?

    @Flag(help: "Show what would be done; change nothing.")
    var plan = false

    @OptionGroup var ssh: SSHOptions

    @Option(help: ArgumentHelp("The network of the storage traffic, for a machine that is added.", valueName: "cidr"))
    var storageNetwork: String?

    @Option(help: ArgumentHelp("The folder with Mortar's packages.", valueName: "folder"))
    var packages = "/usr/share/mortar/packages"

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await connection.connected { client in
            let lost = try await client.find(HostRepresentation.self, called: name, kind: "host")
            let known = try await with == nil ? nil : client.list(HostRepresentation.self).first { $0.name == with }
            if plan { try await printPlan(lost, client) }
            if let known {
                if !plan { try await replace(lost, with: known.id, client) }
            } else {
                try await replace(lost, by: with ?? lost.address ?? "", client)
            }
        }
    }

    // MARK: Replacing

    private func replace(_ lost: HostRepresentation, by address: String, _ client: MortarClient) async throws {
        try await ssh.connected(to: [address]) { machines in
            try await ProgressDisplay.showing { display in
                if with != nil { return try await replace(lost, by: machines[0], client, display) }
                let replacement = HostReplacement(
                    client, machine: machines[0], packages: packages, progress: ShownDeployment(display))
                let (_, problems) = try await replacement.check(as: lost)
                if !problems.isEmpty { throw PreflightRefusal(problems: problems) }
                if plan { return }
                try await show(replacement.run(as: lost.id ?? ""), client, display)
            }
        }
    }

    /// By a machine that is no host yet.
    private func replace(
        _ lost: HostRepresentation, by machine: DeployHost, _ client: MortarClient, _ display: ProgressDisplay
    ) async throws {
        let addition = HostAddition(
            client, machine: machine, packages: packages, progress: ShownDeployment(display))
        let (probe, problems) = try await addition.check()
        if !problems.isEmpty { throw PreflightRefusal(problems: problems) }
        if plan { return }
        let added = try await addition.run(probe, storageNetwork: storageNetwork.map(Subnet.init(parsing:)), zone: nil)
        try await show(begin(lost, with: added, client), client, display)
    }

    private func replace(_ lost: HostRepresentation, with id: String?, _ client: MortarClient) async throws {
        try await ProgressDisplay.showing { display in
            try await show(begin(lost, with: id ?? "", client), client, display)
        }
    }

    private func begin(_ lost: HostRepresentation, with id: String, _ client: MortarClient) async throws -> String? {
        var action = ActionRepresentation()
        action.host = Linked(id: id)
        return try await client.perform("replace", on: "hosts/\(lost.id ?? "")", action).jobID
    }

    private func show(_ job: String?, _ client: MortarClient, _ display: ProgressDisplay) async throws {
        guard let job else { return }
        _ = try await client.wait(for: job) { await display.show($0) }
    }

    // MARK: The plan

    /// The bricks that have to be rebuilt, each of which takes a blank device.
    private func printPlan(_ lost: HostRepresentation, _ client: MortarClient) async throws {
        let devices = try await client.devices(of: name)
        let bricks = devices.filter { $0.replicaSet != nil }
        let records = bricks.map { device -> Record in
            var record = Record()
            record.add("replica_set", device.replicaSet?.name)
            record.add("lost_device", device.title)
            record.add("needs_blank", bytes: device.size)
            return record
        }
        try output.print(records, nothing: "\(lost.name ?? name) carries no bricks.")
    }
}
