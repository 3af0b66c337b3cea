import Subprocess
import SystemPackage

/// Runs programs on this machine, each in a session of its own, so that a time limit also ends what they started.
///
/// A program that was ended and does not go, as one that waits for a dead disk, is left behind a second later.
public struct LocalCommands: CommandRunner {
    private let faults: FaultFile?

    /// - Parameter faults: a file that makes chosen commands fail, for tests; see ``FaultFile``.
    public init(faults: FaultFile? = nil) {
        self.faults = faults
    }

    /// Ended programs are gone within milliseconds where nothing holds them; those who watch hosts have no time to lose.
    private static let grace = Duration.seconds(1)

    public func run(_ command: Command) async throws -> CommandOutput {
        if let output = try faults?.output(for: command) { return output }
        let program = StartedProgram { try await start(command) }
        do {
            if let output = try await program.output(within: command.timeLimit) { return output }
        } catch let error as CancellationError {
            await program.end(within: Self.grace)
            throw error
        }
        await program.end(within: Self.grace)
        throw CommandFailure(command, .timedOut(command.timeLimit))
    }

    private func start(_ command: Command) async throws -> CommandOutput {
        do {
            switch command.input {
            case .none: return try await collect(command, input: .none)
            case .bytes(let bytes): return try await collect(command, input: .array(bytes))
            case .file(let path):
                let file = try FileDescriptor.open(FilePath(path), .readOnly)
                return try await collect(command, input: .fileDescriptor(file, closeAfterSpawningProcess: true))
            }
        } catch let error as SubprocessError {
            throw CommandFailure(command, reason(error, command))
        } catch let error as Errno {
            throw CommandFailure(command, .notStarted("\(command.input): \(error)"))
        }
    }

    private func collect(_ command: Command, input: some InputProtocol) async throws -> CommandOutput {
        let result = try await Subprocess.run(
            command.program.contains("/") ? .path(FilePath(command.program)) : .name(command.program),
            arguments: Arguments(command.arguments),
            environment: Self.environment,
            platformOptions: ownSession,
            input: input,
            output: .bytes(limit: command.outputLimit),
            error: .bytes(limit: command.outputLimit))
        return CommandOutput(
            status: status(result.terminationStatus),
            standardOutput: String(decoding: result.standardOutput, as: UTF8.self),
            standardError: String(decoding: result.standardError, as: UTF8.self))
    }

    /// systemd takes no notice from other processes than the service's own, and complains of each.
    private static let environment = Environment.inherit.updating(["LC_ALL": "C.UTF-8", "NOTIFY_SOCKET": nil])

    private var ownSession: PlatformOptions {
        var options = PlatformOptions()
        options.createSession = true
        options.teardownSequence = [.send(signal: .kill, toProcessGroup: true, allowedDurationToNextStep: .zero)]
        return options
    }

    private func status(_ termination: TerminationStatus) -> Int32 {
        switch termination {
        case .exited(let code): code
        case .signaled(let signal): 128 + signal
        }
    }

    private func reason(_ error: SubprocessError, _ command: Command) -> CommandFailure.Reason {
        switch error.code {
        case .executableNotFound: .notFound
        case .outputLimitExceeded: .tooMuchOutput(limit: command.outputLimit)
        default: .notStarted("\(error)")
        }
    }
}
