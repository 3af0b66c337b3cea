/// Runs programs on another host through OpenSSH, over one shared connection.
///
/// The host key is pinned at the first contact in a file of the caller's; a changed key is an error.
public struct SSHCommands: CommandRunner {
    public struct Destination: Sendable, Hashable {
        public var address: String
        public var port: Int
        public var user: String
        /// The private key; nil leaves the choice to the user's agent and configuration.
        public var keyFile: String?
        /// Where pinned host keys are kept.
        public var knownHostsFile: String
        /// A folder only this user can enter, for the sockets of shared connections.
        public var controlFolder: String

        public init(
            address: String, port: Int = 22, user: String = "root", keyFile: String?,
            knownHostsFile: String, controlFolder: String
        ) {
            self.address = address
            self.port = port
            self.user = user
            self.keyFile = keyFile
            self.knownHostsFile = knownHostsFile
            self.controlFolder = controlFolder
        }
    }

    public let destination: Destination
    private let runner: any CommandRunner

    public init(_ destination: Destination, runner: any CommandRunner = LocalCommands()) {
        self.destination = destination
        self.runner = runner
    }

    /// Runs a program there. SSH's own failure to connect is status 255 with its words on standard error.
    public func run(_ command: Command) async throws -> CommandOutput {
        try await runner.run(wrapped(command))
    }

    /// Ends the shared connection, if there is one.
    public func disconnect() async throws {
        _ = try await runner.run(Command("ssh", options + ["-O", "exit", target], timeLimit: .seconds(5)))
    }

    func wrapped(_ command: Command) -> Command {
        var ssh = command
        ssh.program = "ssh"
        ssh.arguments =
            options + [target, "--", (Self.language + command.argumentVector).map(shellQuoted).joined(separator: " ")]
        return ssh
    }

    /// What programs say is read: it must not depend on the language of the other host's user.
    private static let language = ["env", "LC_ALL=C.UTF-8"]

    private var target: String { "\(destination.user)@\(destination.address)" }

    private var options: [String] {
        let settings = [
            "BatchMode=yes", "ConnectTimeout=5", "ServerAliveInterval=5", "ServerAliveCountMax=3",
            "StrictHostKeyChecking=accept-new", "UserKnownHostsFile=\(destination.knownHostsFile)",
            "ControlMaster=auto", "ControlPersist=30", "ControlPath=\(destination.controlFolder)/%C",
            "LogLevel=ERROR",
        ]
        let key = destination.keyFile.map { ["-i", $0, "-o", "IdentitiesOnly=yes"] } ?? []
        return ["-p", "\(destination.port)"] + key + settings.flatMap { ["-o", $0] }
    }
}

/// A word as a POSIX shell reads it back unchanged (XCU 2.2.2). SSH hands its command to the login shell as one line,
/// the only place where a shell reads anything of ours.
func shellQuoted(_ word: String) -> String {
    // A shell reads bytes: a quotation mark with a combining mark after it is another character, and a quotation mark still.
    let quoted = word.unicodeScalars.map { $0 == "'" ? "'\\''" : String($0) }.joined()
    return "'" + quoted + "'"
}
