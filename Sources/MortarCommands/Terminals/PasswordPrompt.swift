import Foundation
import Glibc
import MortarModel

/// Where a password comes from: never from an argument or the environment, where others could read it.
package enum PasswordPrompt {
    /// The first line of a file; where none is named, what is typed unseen at the terminal.
    ///
    /// Throws `CancellationError` when the task is cancelled while somebody types.
    package static func password(for user: String, file: String?) async throws -> String {
        if let file { return try firstLine(of: file) }
        guard isatty(STDIN_FILENO) == 1 else {
            throw Failure(
                .invalid, "There is no terminal to ask for a password.",
                correction: "Name a file with the password: --password-file FILE")
        }
        return try await typed(by: user, at: STDIN_FILENO)
    }

    /// A line typed at a terminal, which is as it was afterwards.
    static func typed(by user: String, at terminal: Int32) async throws -> String {
        Terminal.current.complain("Password of \(user): ")
        let mode = try TerminalMode.silent(terminal)
        var bytes: [UInt8] = []
        for await part in TypedBytes.from(terminal) {
            bytes += part
            if part.contains(UInt8(ascii: "\n")) { break }
        }
        _ = consume mode
        Terminal.current.complain("\n")
        try Task.checkCancellation()
        let line = String(decoding: bytes, as: UTF8.self).prefix { !$0.isNewline }
        guard !line.isEmpty else { throw Failure(.invalid, "No password was given.") }
        return String(line)
    }

    private static func firstLine(of file: String) throws -> String {
        let line = try FileContent.text(of: file, what: "password file").prefix { !$0.isNewline }
        guard !line.isEmpty else {
            throw Failure(.invalid, "The first line of the password file \(file) is empty.")
        }
        return String(line)
    }
}
