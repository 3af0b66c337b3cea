public import HostCommand

/// The packages of a host, through apt-get(8).
public struct Apt: Sendable {
    /// Conffiles that somebody changed stay as they are, with the new ones beside them; the others are renewed (dpkg(1)).
    private static let conffiles = ["--force-confdef", "--force-confold"]
    /// Seconds that another program may still hold dpkg's lock, as one that looks for updates every day.
    private static let lockLimit = 120

    private let commands: any CommandRunner

    public init(_ commands: any CommandRunner) {
        self.commands = commands
    }

    /// Reads anew what the host's sources offer; takes at most 90 s. Throws `AptError`, also where one of several sources does
    /// not answer: what is not known could be what matters.
    public func refresh() async throws {
        let options = ["-q", "--error-on=any", "-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=20"]
        _ = try await output(Command("apt-get", options + ["update"], timeLimit: .seconds(90)))
    }

    /// What an upgrade of all packages would change, in apt's order; touches nothing. Throws `AptError`.
    public func pendingChanges() async throws -> [PackageChange] {
        let options = ["-q", "--simulate", "-o", "Debug::NoLocking=true"]
        let text = try await output(Command("apt-get", options + ["dist-upgrade"], timeLimit: .seconds(30)))
        return try text.split(separator: "\n").filter { $0.hasPrefix("Inst ") || $0.hasPrefix("Remv ") }.map { line in
            guard let change = PackageChange(simulated: line) else { throw AptError.unreadable(String(line)) }
            return change
        }
    }

    /// Brings an upgrade to its end that was interrupted; does nothing where there is none.
    public static let completion = Command("/usr/bin/dpkg", conffiles + ["--configure", "--pending"])

    /// Upgrades all packages, asks nothing and removes none: where it cannot do without, it fails before it changes anything.
    public static let upgrade = Command(
        "/usr/bin/apt-get",
        ["-q", "-y", "--no-remove", "-o", "Dpkg::Use-Pty=false", "-o", "DPkg::Lock::Timeout=\(lockLimit)"]
            + conffiles.flatMap { ["-o", "Dpkg::Options::=\($0)"] } + ["dist-upgrade"])

    /// What programs that run for an upgrade must find in their environment.
    public static let environment = ["DEBIAN_FRONTEND": "noninteractive", "LC_ALL": "C.UTF-8"]

    private func output(_ command: Command) async throws -> String {
        do {
            return try await commands.output(of: command)
        } catch let failure as CommandFailure {
            throw AptError(failure)
        }
    }
}
