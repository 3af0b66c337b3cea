import HostCommand
import MortarModel

extension Pool {
    private static let service = "glusterd.service"

    /// Ends the storage service, its bricks and its daemons, and keeps them from coming back at boot.
    ///
    /// Returns when the last brick's process is gone; volumes stay mounted.
    package func stopGluster() async throws {
        try await explaining(
            "The storage service glusterd did not stop.", correction: "See `journalctl -u glusterd` on the host."
        ) {
            try await turns.run("glusterd") {
                try await systemctl("disable", "--quiet")
                // Whether stopping the service ends its bricks too is each distribution's choice (KillMode).
                try await systemctl("kill", "--kill-whom=all", "--signal=SIGTERM")
                try await systemctl("stop")
                try await waitUntilBricksAreGone()
            }
        }
    }

    private func systemctl(_ verb: String, _ options: String...) async throws {
        let words = [verb] + options + [Self.service]
        try await commands.output(of: Command("systemctl", words, timeLimit: .seconds(120)))
    }

    private func waitUntilBricksAreGone() async throws {
        var left = ""
        let areGone = try await becomesTrue(within: patience) {
            // Exit status 1: there is none (pgrep(1)).
            let found = try await commands.run(Command("pgrep", ["--exact", "glusterfsd"]))
            left = found.standardOutput.split(separator: "\n").joined(separator: ", ")
            return found.status == 1
        }
        if areGone { return }
        throw Failure(
            .timedOut, "Bricks of this host do not end.", cause: "Their processes: \(left).",
            correction: "Processes that wait for a dead disk cannot be ended; switch the host off.")
    }
}
