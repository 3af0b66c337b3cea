import ArgumentParser
import Deployment
import Foundation
import HostNetworkKit
import MortarClient
import MortarModel

/// `mortar deploy`
struct Deploy: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make one cluster of blank hosts, with its engine and its storage.",
        discussion: """
            First looks at all hosts and tells everything that stands in the way; --check stops there. A device with data \
            is never touched unless it is named in --wipe. Interrupted anywhere, the same command goes on.

            Examples:
              mortar deploy h1 h2 h3 --storage-network 10.0.1.0/24 --check
              mortar deploy h1 h2 h3 --storage-network 10.0.1.0/24 --password-file secret
              mortar deploy h1 h2 h3 h4 --zone h1=rack-a --zone h2=rack-a --zone h3=rack-b --zone h4=rack-c
              mortar deploy h1 --copies 1 --devices h1:/dev/sdb
            """)

    @Argument(help: "Addresses or names at which SSH answers; the engine is put on the first.")
    var hosts: [String]

    @OptionGroup var ssh: SSHOptions

    @Option(help: ArgumentHelp("The network of the storage traffic, as 10.0.1.0/24.", valueName: "cidr"))
    var storageNetwork: String?

    @Option(
        help: ArgumentHelp("What a host shares with others that may fail with it; repeatable.", valueName: "host=zone"))
    var zone: [String] = []

    @Option(help: ArgumentHelp("Devices for bricks: auto, or HOST:/dev/X,…", valueName: "devices"))
    var devices = "auto"

    @Option(help: "The name of the storage domain.")
    var storage = "data"

    @Option(help: ArgumentHelp("How many copies are kept: 3, 2+arbiter, or 1 for a single host.", valueName: "copies"))
    var copies = Redundancy.threeCopies

    @Flag(help: "Look only; change nothing.")
    var check = false

    @Option(help: ArgumentHelp("Give up what is on this device; repeatable.", valueName: "host:/dev/x"))
    var wipe: [String] = []

    @OptionGroup var stripe: StripeOptions

    @Option(help: ArgumentHelp("A file whose first line is the password of admin@internal.", valueName: "file"))
    var passwordFile: String?

    @Option(help: ArgumentHelp("The folder with Mortar's packages.", valueName: "folder"))
    var packages = "/usr/share/mortar/packages"

    @OptionGroup var connection: ConnectionOptions

    func run() async throws {
        let request = try self.request(password: check ? "" : await password())
        let outcome = try await ssh.connected(to: hosts) { hosts in
            try await ProgressDisplay.showing { display in
                let deployment = Deployment(request, hosts: hosts, progress: ShownDeployment(display))
                let (probes, problems) = try await deployment.check()
                if !problems.isEmpty { throw PreflightRefusal(problems: problems) }
                return check ? nil : try await deployment.run(probes)
            }
        }
        guard let outcome else { return Terminal.current.complain("Nothing stands in the way.\n") }
        try remember(outcome)
    }

    private func request(password: String) throws -> DeployRequest {
        DeployRequest(
            hosts: hosts, storageNetwork: try storageNetwork.map(Subnet.init(parsing:)),
            zones: try zone.map(NamedZone.init(parsing:)),
            devices: devices == "auto" ? nil : try devices.split(separator: ",").map { try device(String($0)) },
            wipe: try wipe.flatMap { try $0.split(separator: ",").map { try device(String($0)) } },
            stripe: try stripe.geometry, storageDomain: storage, redundancy: copies, password: password,
            packages: packages)
    }

    private func password() async throws -> String {
        let password = try await PasswordPrompt.password(for: "admin@internal", file: passwordFile)
        if password.count >= 8 { return password }
        throw Failure(
            .invalid, "The password of admin@internal is too short.", correction: "Take one of at least 8 characters.")
    }

    private func device(_ text: String) throws -> DeployRequest.NamedDevice {
        if let device = DeployRequest.NamedDevice(text) { return device }
        throw Failure(.invalid, "“\(text)” is not a device of a host.", correction: "Name it as h2:/dev/sdb.")
    }

    /// Leaves the user logged in.
    private func remember(_ outcome: Deployment.Outcome) throws {
        let context = Context(
            url: outcome.address.base, user: "admin@internal", token: outcome.token, authority: outcome.authority)
        let name = connection.context ?? outcome.name
        try connection.file.change { configuration throws(Failure) in
            configuration.contexts[name] = context
            configuration.current = name
        }
        Terminal.current.complain("The cluster is ready: \(outcome.address)/ovirt-engine/api. You are logged in.\n")
    }
}

extension Redundancy: ExpressibleByArgument {}
