import Foundation

/// A file that makes chosen commands fail, so that tests can break one step of a real host.
///
/// Each line is `STATUS TEXT`: a command whose program and arguments, joined by spaces, contain TEXT is not run
/// and ends with STATUS (1–255). The file is read at every command; a missing file means no faults.
public struct FaultFile: Sendable {
    private let path: String

    public init(path: String) {
        self.path = path
    }

    /// The result to give instead of running the command, if one of the lines matches.
    ///
    /// Throws `CommandFailure` when a line of the file cannot be read.
    func output(for command: Command) throws -> CommandOutput? {
        guard let content = FileManager.default.contents(atPath: path) else { return nil }
        for line in String(decoding: content, as: UTF8.self).split(separator: "\n") {
            guard let space = line.firstIndex(of: " "), let status = Int32(line[..<space]) else {
                throw CommandFailure(command, .notStarted("\(path): cannot read the line “\(line)”"))
            }
            if command.description.contains(line[line.index(after: space)...]) {
                return CommandOutput(status: status, standardError: "fault injected by \(path)")
            }
        }
        return nil
    }
}
