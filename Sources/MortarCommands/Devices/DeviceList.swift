import ArgumentParser
import MortarClient
import OVirtAPI

/// `mortar device list`
struct DeviceList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List disks and partitions of hosts, what they serve as, and their health.",
        discussion: """
            Only blank devices can become bricks. A question mark after the state says that the host does not answer: \
            it was so when last seen.

            Examples:
              mortar device list
              mortar device list --host h1
              mortar device list --state failing --state failed --state missing
            """)

    @Option(help: "Only this host's devices.")
    var host: String?

    @Option(help: "Only devices of this state; repeat it for several.")
    var state: [String] = []

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    func validate() throws {
        for state in state where !BlockDeviceRepresentation.states.contains(state) {
            let states = BlockDeviceRepresentation.states.joined(separator: ", ")
            throw ValidationError("There is no state \(state). There are: \(states).")
        }
    }

    func run() async throws {
        let devices = try await connection.connected { try await $0.devices(of: host) }
        let wanted = devices.filter { state.isEmpty || state.contains($0.state ?? "") }
        try output.print(wanted.map(\.record), nothing: state.isEmpty ? "No devices are known." : "No such devices.")
    }
}

extension MortarClient {
    /// The devices of one host, or of all.
    func devices(of host: String?) async throws -> [BlockDeviceRepresentation] {
        let follow = BlockDeviceRepresentation.collection
        if let host {
            let found = try await find(HostRepresentation.self, called: host, kind: "host", follow: follow)
            return found.devices ?? []
        }
        return try await list(HostRepresentation.self, follow: follow).flatMap { $0.devices ?? [] }
    }
}
