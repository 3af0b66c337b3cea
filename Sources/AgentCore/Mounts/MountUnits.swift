import HostCommand

/// The mount units that are installed on this host.
struct MountUnits: Sendable {
    private let commands: any CommandRunner

    init(_ commands: any CommandRunner) {
        self.commands = commands
    }

    /// Mount points directly below a folder that have a unit.
    func mountPoints(below folder: String) async throws -> [String] {
        let command = Command(
            "grep", ["--no-filename", "--include=*.mount", "-r", "^Where=\(folder)/", "/etc/systemd/system"])
        let output = try await commands.run(command)
        // Status 1: nothing was found.
        guard output.status <= 1 else {
            throw CommandFailure(command, .exit(output.status), tail: output.standardError)
        }
        let mountPoints = output.standardOutput.split(separator: "\n").map { String($0.dropFirst("Where=".count)) }
        return Set(mountPoints).sorted()
    }
}
