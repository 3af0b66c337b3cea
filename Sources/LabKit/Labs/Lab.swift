package import HostCommand
import MortarModel

/// A number of hosts on this machine, their networks and disks, made and removed together.
package struct Lab: Sendable {
    package let name: LabName
    let places: LabPlaces
    let runner: any CommandRunner
    let report: any LabReport

    package init(
        _ name: LabName, places: LabPlaces = LabPlaces(), runner: any CommandRunner = LocalCommands(),
        report: any LabReport = SilentReport()
    ) {
        self.name = name
        self.places = places
        self.runner = runner
        self.report = report
    }

    package var folder: LabFolder { LabFolder(path: "\(places.labs)/\(name)") }
    var names: InterfaceNames { InterfaceNames(name) }
    var checks: MachineChecks { MachineChecks(runner: runner) }
    var cache: BuildCache { BuildCache(folder: places.cache, runner: runner) }

    /// What is recorded of the lab. Throws a `Failure` when there is no such lab, or when the caller is not root.
    package func record() throws -> LabRecord {
        try MachineChecks.requireRoot()
        if let record = try folder.record() { return record }
        throw Failure(
            .notFound, "There is no lab “\(name)”.", correction: "Make it with “mortar-lab up --name \(name)”.")
    }

    func host(_ host: HostRecord, of record: LabRecord) -> LabHost {
        LabHost(record: record, host: host, lab: folder, runner: runner)
    }

    /// Runs a change while no other process changes this lab. Throws a `Failure` when one does.
    func exclusively<Result>(_ change: () async throws -> Result) async throws -> Result {
        let lock = try await lock()
        defer { withExtendedLifetime(lock) {} }
        return try await change()
    }

    /// Of a process that was killed, children may hold the lock until they have begun to run their programs.
    private func lock() async throws -> FileLock {
        do {
            return try await wait(for: "The end of other work on lab \(name)", limit: .seconds(1)) {
                try FileLock(path: "\(places.locks)/mortar-lab-\(name).lock")
            }
        } catch let failure as Failure where failure.code == .timedOut {
            throw Failure(
                .conflict, "Another mortar-lab is at work on lab \(name).",
                correction: "Try again when it has finished.")
        }
    }
}
