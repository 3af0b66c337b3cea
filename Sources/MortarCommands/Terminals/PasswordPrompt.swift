import Foundation
import Glibc
import MortarModel

/// Where a password comes from: never from an argument or the environment, where others could read it.
package enum PasswordPrompt {
    /// The first line of a file; where none is named, what is typed unseen at the terminal.
    package static func password(for user: String, file: String?) throws -> String {
        if let file { return try firstLine(of: file) }
        guard isatty(STDIN_FILENO) == 1 else {
            throw Failure(
                .invalid, "There is no terminal to ask for a password.",
                correction: "Name a file with the password: --password-file FILE")
        }
        Terminal.current.complain("Password of \(user): ")
        let mode = try TerminalMode.silent(STDIN_FILENO)
        let line = readLine(strippingNewline: true)
        _ = consume mode
        Terminal.current.complain("\n")
        guard let line, !line.isEmpty else { throw Failure(.invalid, "No password was given.") }
        return line
    }

    private static func firstLine(of file: String) throws -> String {
        let text = try FileContent.text(of: file, what: "password file")
        guard let line = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false).first,
            !line.isEmpty
        else {
            throw Failure(.invalid, "The first line of the password file \(file) is empty.")
        }
        return String(line)
    }
}
