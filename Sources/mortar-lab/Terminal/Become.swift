import Foundation
import HostCommand

/// Replaces this process by another program, which then has the terminal, the signals and the exit status to itself.
///
/// Returns only by throwing: a `CommandFailure` when the program cannot be started.
func become(_ program: String, _ arguments: [String]) throws -> Never {
    var words = ([program] + arguments).map { strdup($0) } + [nil]
    execvp(program, &words)
    throw CommandFailure(Command(program, arguments), .notStarted(String(cString: strerror(errno))))
}
