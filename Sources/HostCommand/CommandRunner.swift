/// Whatever can run programs on one host: this machine, or another one over SSH.
public protocol CommandRunner: Sendable {
    /// Runs a program to its end.
    ///
    /// Throws `CommandFailure` when it did not come to an end by itself; a non-zero status is a result.
    func run(_ command: Command) async throws -> CommandOutput
}

extension CommandRunner {
    /// Runs a program that must end with status 0, and returns its standard output.
    @discardableResult
    public func output(of command: Command) async throws -> String {
        let output = try await run(command)
        guard output.status == 0 else {
            let tail = output.standardError.isEmpty ? output.standardOutput : output.standardError
            throw CommandFailure(command, .exit(output.status), tail: tail)
        }
        return output.standardOutput
    }
}
