import ArgumentParser
import LabKit

struct Power: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take a host's power away, give it back, or show it.",
        discussion: """
            “off” is a power loss: nothing is shut down, nothing is sent any more. “on” waits until the host answers.

              sudo mortar-lab power h3 off
            """)

    enum Action: String, ExpressibleByArgument, CaseIterable {
        case on
        case off
        case status
    }

    @OptionGroup var options: LabOptions

    @Argument(help: "The host, as h1.")
    var host: String

    @Argument(help: "What to do.")
    var action: Action

    func run() async throws {
        let lab = try options.lab()
        switch action {
        case .on: try await lab.setPower(of: host, .on)
        case .off: try await lab.setPower(of: host, .off)
        case .status: break
        }
        try options.output.print(State(host: host, power: try lab.power(of: host)))
    }

    struct State: Encodable, TableConvertible {
        var host: String
        var power: LabStatus.Power

        var table: String { "\(host): \(power.rawValue)" }
    }
}
