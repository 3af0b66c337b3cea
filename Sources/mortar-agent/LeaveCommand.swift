import AgentCore
import AgentServer
import ArgumentParser
import Foundation
import Logging

/// `mortar-agent leave`
struct LeaveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "leave", abstract: "Take apart one part of what the cluster made on this host.",
        discussion: "“mortar destroy” calls this on all hosts, part by part. VMs and their data are lost.")

    @Argument(help: "The part: \(HostDeparture.Stage.allCases.map(\.rawValue).joined(separator: ", ")), in this order.")
    var stage: HostDeparture.Stage

    @Option(help: "The settings file; it may be missing.")
    var settings = AgentSettings.standardFile

    @Flag(help: "Yes, what is in this part shall be gone.")
    var yesReally = false

    func run() async throws {
        guard yesReally else { throw ValidationError("Add --yes-really if this part shall be gone.") }
        let agent = LocalHostAgent(try AgentSettings(file: settings), Logger(label: "mortar-agent"))
        try await HostDeparture(agent).carryOut(stage)
    }
}

extension HostDeparture.Stage: ExpressibleByArgument {}
