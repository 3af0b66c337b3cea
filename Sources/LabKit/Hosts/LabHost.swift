import HostCommand
import MortarModel

/// One host of a lab and what can be done to it from outside.
struct LabHost: Sendable {
    let record: LabRecord
    let host: HostRecord
    let lab: LabFolder
    let runner: any CommandRunner

    var folder: HostFolder { lab.host(host) }
    var interfaces: Interfaces { Interfaces(runner: runner) }

    func link(_ network: LabNetwork) -> String {
        InterfaceNames(record.name).link(host: host.number, network)
    }

    var processes: HostProcesses { HostProcesses(folder: folder) }

    /// PID 1 of the host. Throws a `Failure` when its power is off.
    func runningLeader() throws -> Int32 {
        if let leader = try processes.leader() { return leader }
        throw Failure(
            .conflict, "The power of \(host.name) is off.",
            correction: "Give it power with “mortar-lab power \(host.name) on --name \(record.name)”.")
    }
}
