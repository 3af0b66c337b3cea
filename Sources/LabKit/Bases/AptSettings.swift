import HostCommand

/// The settings of the machine's apt that matter where packages are fetched for another tree: proxies, dates, retries.
struct AptSettings: Sendable {
    private static let prefixes = ["Acquire::http::", "Acquire::https::", "Acquire::Check-", "Acquire::Retries"]

    /// Lines as in apt.conf(5).
    let lines: [String]

    /// - Parameter dump: the output of `apt-config dump`.
    init(dump: String) {
        lines = dump.split(separator: "\n").map(String.init).filter { line in
            Self.prefixes.contains { line.hasPrefix($0) } && !line.hasSuffix(" \"\";")
        }
    }

    static func ofThisMachine(_ runner: any CommandRunner) async throws -> Self {
        Self(dump: try await runner.output(of: Command("apt-config", ["dump"])))
    }
}
