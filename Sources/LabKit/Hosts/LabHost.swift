import Foundation
import Glibc
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

    /// Makes the disks' files and devices that are missing; the devices in the order of the disks.
    func attachDisks() async throws -> [String] {
        try makeFolder(folder.path)
        let loops = LoopDevices(runner: runner)
        var devices: [String] = []
        for disk in host.disks {
            let path = folder.disk(disk)
            if !FileManager.default.fileExists(atPath: path) { try makeSparseFile(path, disk.size) }
            if let device = try await loops.device(of: path) {
                devices.append(device)
            } else {
                devices.append(try await loops.attach(path))
            }
        }
        return devices
    }

    private func makeSparseFile(_ path: String, _ size: ByteCount) throws {
        let descriptor = open(path, O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw fileFailure(path) }
        defer { close(descriptor) }
        guard ftruncate(descriptor, Int(size.bytes)) == 0 else { throw fileFailure(path) }
    }
}
