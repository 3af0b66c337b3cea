import ArgumentParser
import Foundation
import MortarClient
import MortarModel
import OVirtAPI

/// `mortar device watch`
struct DeviceWatch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "watch", abstract: "Follow how devices' states and health change, until interrupted.",
        discussion: """
            Devices that are not well are told at the beginning.

            Examples:
              mortar device watch
              mortar device watch --host h2 --output json
            """)

    @Option(help: "Only this host's devices.")
    var host: String?

    @OptionGroup var connection: ConnectionOptions
    @OptionGroup var output: OutputOptions

    private static let interval = Duration.seconds(2)

    func run() async throws {
        do {
            try await connection.connected(follow)
        } catch is CancellationError {
            return
        }
    }

    private func follow(_ client: MortarClient) async throws {
        var changes = DeviceStateChanges()
        var isEngineAway = false
        while true {
            do {
                for change in changes.take(try await client.devices(of: host), at: .now) {
                    try output.print(change.sentence, change.record)
                }
                isEngineAway = false
            } catch let failure as Failure where [.engineUnreachable, .timedOut, .staleLeader].contains(failure.code) {
                if !isEngineAway { Terminal.current.complain("\(failure.message) Waiting for it.\n") }
                isEngineAway = true
            }
            try await Task.sleep(for: Self.interval)
        }
    }
}
