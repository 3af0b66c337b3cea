import Glibc

/// The processes of a host as the machine sees them.
struct HostProcesses: Sendable {
    let folder: HostFolder

    /// PID 1 of the host, or nil when its power is off.
    func leader() throws -> Int32? {
        try ProcessTable.current().leader(of: folder)
    }

    /// Kills the host's system from one moment to the next, and what started it.
    func end() async throws {
        if let leader = try leader() {
            kill(leader, SIGKILL)
            // Left to itself, systemd-nspawn removes what it has made.
            if try await isGone(within: .seconds(5)) { return }
        }
        for id in try present() { kill(id, SIGKILL) }
        try await wait(until: "The end of the processes of \(folder.root)", limit: .seconds(20)) {
            try present().isEmpty
        }
    }

    private func isGone(within limit: Duration) async throws -> Bool {
        let deadline = ContinuousClock.now + limit
        while ContinuousClock.now < deadline {
            if try present().isEmpty { return true }
            try await Task.sleep(for: .milliseconds(50))
        }
        return false
    }

    private func present() throws -> [Int32] {
        let table = try ProcessTable.current()
        let starters = table.processes(withArgument: HostBoot.directoryArgument(folder))
        return starters + (table.leader(of: folder).map { [$0] } ?? [])
    }
}
