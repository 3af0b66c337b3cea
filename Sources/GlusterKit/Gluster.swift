public import HostCommand

/// The gluster command of one host, asked in its machine interface.
///
/// All functions throw `GlusterError` when the tool refuses or answers what cannot be read, and `CommandFailure` when it does
/// not run or does not end.
public struct Gluster: Sendable {
    let runner: any CommandRunner
    private let patience: Duration

    /// - Parameter patience: how long a command is tried again while another one holds the volume's or the pool's lock.
    public init(_ runner: any CommandRunner, patience: Duration = .seconds(30)) {
        self.runner = runner
        self.patience = patience
    }

    /// The version of the installed software, as `10.3`.
    public func version() async throws -> String {
        let line = try await runner.output(of: Command("gluster", ["--version"])).prefix { $0 != "\n" }
        guard let version = line.split(separator: " ").dropFirst().first else {
            throw GlusterError(request: "--version", message: "cannot read “\(line)”")
        }
        return String(version)
    }

    /// Runs one command to its answer, again while another transaction is in progress.
    ///
    /// - Parameter server: the host whose glusterd is asked; nil for this one's. Others' only answer questions.
    func ask(_ words: [String], server: String? = nil, timeLimit: Duration = .seconds(120)) async throws -> XMLElement {
        let deadline = ContinuousClock.now + patience
        while true {
            do {
                return try await askOnce(words, server: server, timeLimit: timeLimit)
            } catch let error as GlusterError where error.number == GlusterError.Number.anotherTransaction {
                guard ContinuousClock.now < deadline else { throw error }
                try await Task.sleep(for: .milliseconds(200))
            }
        }
    }

    private func askOnce(_ words: [String], server: String?, timeLimit: Duration) async throws -> XMLElement {
        let remote = server.map { ["--remote-host=\($0)"] } ?? []
        let command = Command("gluster", ["--mode=script", "--xml"] + remote + words, timeLimit: timeLimit)
        return try Answer.read(try await runner.run(command), request: words.joined(separator: " "))
    }
}
