import Foundation
public import HostCommand

/// smartmontools' `smartctl`, version 7.0 or newer.
public struct Smartctl: Sendable {
    private let runner: any CommandRunner
    private let program: String
    private let timeLimit: Duration

    /// - Parameters:
    ///   - program: what is run, for one that stands in for it.
    ///   - timeLimit: a healthy device answers in far less than a second, a dying one perhaps never.
    public init(
        _ runner: any CommandRunner, program: String = "smartctl", timeLimit: Duration = .seconds(10)
    ) {
        self.runner = runner
        self.program = program
        self.timeLimit = timeLimit
    }

    /// What a device tells of its health. One that sleeps is left asleep.
    ///
    /// Throws `SmartError` where it tells nothing, and `CommandFailure` where the tool does not answer.
    public func report(of device: String) async throws -> SmartReport {
        let arguments = ["--json=c", "--all", "--nocheck=standby,\(Self.sleeping)"] + Self.shortcut(for: device)
        let command = Command(program, arguments + [device], timeLimit: timeLimit)
        let output = try await runner.run(command)
        let answer = try read(output, of: command)
        let status = answer.smartctl?.exitStatus ?? Int(output.status)
        let words = answer.smartctl?.words ?? ""
        if status == Self.sleeping { throw SmartError.asleep(words.isEmpty ? "the device is asleep" : words) }
        let report = SmartReport(answer, status: SmartStatus(rawValue: status))
        if report.isSilent || !report.status.isDisjoint(with: .notAsked) {
            throw SmartError.refused(words.isEmpty ? answer.reasonForSilence : words)
        }
        return report
    }

    /// A status that nothing else ends with: a command line that is not understood opens no device.
    private static let sleeping = 3

    /// Reading the drive database takes most of the tool's time, and has names of ATA attributes only.
    private static func shortcut(for device: String) -> [String] {
        device.hasPrefix("/dev/nvme") ? ["--drivedb=/dev/null"] : []
    }

    private func read(_ output: CommandOutput, of command: Command) throws -> SmartAnswer {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        do {
            return try decoder.decode(SmartAnswer.self, from: Data(output.standardOutput.utf8))
        } catch {
            if output.status == 0 { throw SmartError.unreadable("\(program) answered what cannot be read: \(error)") }
            let tail = output.standardError.isEmpty ? output.standardOutput : output.standardError
            throw CommandFailure(command, .exit(output.status), tail: tail)
        }
    }
}
