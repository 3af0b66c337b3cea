package import HostCommand

/// How a program is started inside a running host, past its network.
package struct HostEntry: Hashable, Sendable {
    private let leader: Int32

    init(_ leader: Int32) {
        self.leader = leader
    }

    /// The arguments of `nsenter` that run a program in all of the host's namespaces, with the environment of a root login.
    ///
    /// - Parameter terminal: what to put into `TERM`; nil for a program that has none.
    package func arguments(_ program: [String], terminal: String? = nil) -> [String] {
        [
            "--target", "\(leader)", "--mount", "--uts", "--ipc", "--net", "--pid", "--",
            "/usr/bin/env", "--ignore-environment",
            "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
            "HOME=/root", "USER=root", "LOGNAME=root", "SHELL=/bin/bash", "LANG=C.UTF-8",
        ] + (terminal.map { ["TERM=\($0)"] } ?? []) + program
    }

    /// The same as a command that is run to its end.
    package func command(_ program: [String], timeLimit: Duration = .seconds(60)) -> Command {
        Command("nsenter", arguments(program), timeLimit: timeLimit)
    }
}
