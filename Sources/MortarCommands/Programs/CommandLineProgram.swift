package import ArgumentParser
@preconcurrency import Dispatch
import Foundation
import Glibc
import MortarClient
import MortarModel
import OVirtAPI

/// A command that deals with interrupts and terminations itself, as a service with an orderly shutdown does.
package protocol SignalTrapping {}

/// How a program of commands is run and ends.
///
/// Exit status 0: done; 1: failed; 2: refused or misused, and nothing was changed.
package enum CommandLineProgram {
    /// Runs the command that the arguments name and exits.
    ///
    /// An interrupt, hangup or termination ends the command in order, so that it can undo what it began; a second one
    /// ends the program at once. A ``SignalTrapping`` command sees to its signals itself.
    package static func main(_ root: any AsyncParsableCommand.Type) async -> Never {
        exit(await interruptibly(root, Array(CommandLine.arguments.dropFirst())))
    }

    /// Runs the command that the arguments name, cancelled by a signal, and returns the exit status.
    static func interruptibly(_ root: any AsyncParsableCommand.Type, _ arguments: [String]) async -> Int32 {
        // Arguments that cannot be read are reported when the command is run.
        if let command = try? root.parseAsRoot(arguments), command is any SignalTrapping {
            return await run(root, arguments)
        }
        return await withTaskGroup(of: Int32?.self) { group in
            group.addTask { await run(root, arguments) }
            group.addTask {
                for await _ in signals() { return nil }
                return nil
            }
            var status: Int32?
            while let ended = await group.next() {
                group.cancelAll()
                if let ended { status = ended }
            }
            return status ?? 1
        }
    }

    /// Runs the command that the arguments name and returns the exit status.
    package static func run(_ root: any AsyncParsableCommand.Type, _ arguments: [String]) async -> Int32 {
        do {
            var command = try root.parseAsRoot(arguments)
            if var waiting = command as? any AsyncParsableCommand {
                try await waiting.run()
            } else {
                try command.run()
            }
            return 0
        } catch {
            return report(error, root)
        }
    }

    private static func report(_ error: any Error, _ root: any AsyncParsableCommand.Type) -> Int32 {
        switch error {
        case let failure as Failure:
            complain(failure)
            return failure.isRefusal ? 2 : 1
        case let failed as JobFailure:
            complain(failed.failure)
            return 1
        case let refusal as PreflightRefusal:
            Terminal.current.complain(refusal.lines.map { $0 + "\n" }.joined())
            return 2
        case is CancellationError:
            Terminal.current.complain("Interrupted.\n")
            return 1
        default: return reportMisuse(error, root)
        }
    }

    private static func reportMisuse(_ error: any Error, _ root: any AsyncParsableCommand.Type) -> Int32 {
        let message = root.fullMessage(for: error)
        switch root.exitCode(for: error) {
        case .success:
            Terminal.current.write(message + "\n")
            return 0
        case .validationFailure:
            Terminal.current.complain(message + "\n")
            return 2
        default:
            complain(Failure(describing: error))
            return 1
        }
    }

    private static func complain(_ failure: Failure) {
        let lines = [
            "Error: \(failure.message)", failure.cause.map { "Cause: \($0)" },
            failure.correction.map { "To do: \($0)" },
        ]
        Terminal.current.complain(lines.compactMap(\.self).map { $0 + "\n" }.joined())
    }

    /// The next one meets the system's own way to deal with it.
    private static func leaveToSystem(_ numbers: [Int32]) {
        for number in numbers { signal(number, SIG_DFL) }
    }

    /// Each signal that asks the program to end, the first time.
    private static func signals() -> AsyncStream<Void> {
        AsyncStream { continuation in
            let queue = DispatchQueue(label: "signals")
            let numbers = [SIGINT, SIGTERM, SIGHUP]
            let sources = numbers.map { number in
                let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
                signal(number, SIG_IGN)
                source.setEventHandler {
                    leaveToSystem(numbers)
                    continuation.yield()
                }
                source.resume()
                return source
            }
            continuation.onTermination = { _ in
                for source in sources { source.cancel() }
                leaveToSystem(numbers)
            }
        }
    }
}

extension Failure {
    /// Whether it says that nothing was done, because it must not or cannot be.
    fileprivate var isRefusal: Bool {
        [.invalid, .incomplete, .notFound, .conflict, .noCapacity, .unauthenticated, .forbidden].contains(code)
    }
}
