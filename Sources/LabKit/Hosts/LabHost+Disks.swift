import Foundation
import HostCommand
import MortarModel

extension LabHost {
    private var loops: LoopDevices { LoopDevices(runner: runner) }

    func file(of disk: DiskRecord) -> DiskFile {
        DiskFile(path: folder.disk(disk), size: disk.size, runner: runner)
    }

    /// The disk's device on the machine, or nil when it is not attached.
    func device(of disk: DiskRecord) async throws -> String? {
        try await loops.device(of: file(of: disk).path)
    }

    /// Makes the disks' files and devices that are missing; the devices in the order of the disks.
    func attachDisks() async throws -> [String] {
        try makeFolder(folder.path)
        var devices: [String] = []
        for disk in host.disks { devices.append(try await attach(disk)) }
        return devices
    }

    private func attach(_ disk: DiskRecord) async throws -> String {
        let file = file(of: disk)
        try file.make()
        if let device = try await device(of: disk) { return device }
        let device = try await file.attach(to: loops)
        // The name may have been that of another disk.
        try SMARTReports(root: folder.root).remove(of: device)
        return device
    }

    /// Makes a disk's file and device, and its node when the host has power.
    func insert(_ disk: DiskRecord) async throws {
        let device = try await attach(disk)
        try await nodes()?.add(device)
    }

    /// Has every access to a disk fail, and what the host has mounted from it.
    func fail(_ disk: DiskRecord) async throws {
        guard let device = try await device(of: disk) else {
            return try await file(of: disk).fail()
        }
        try await nodes()?.shutDownFileSystems(on: device)
        try await file(of: disk).fail()
        // What was read when the disk was well is forgotten.
        try await runner.output(of: Command("blockdev", ["--flushbufs", device]))
    }

    /// Takes a disk out of the host and deletes what was on it.
    func pull(_ disk: DiskRecord) async throws {
        let file = file(of: disk)
        if let device = try await device(of: disk) {
            try await nodes()?.remove(device)
            // In use, it goes when its last user does.
            try await loops.detach(device)
        }
        try await file.remove()
    }

    /// Nil when the host has no power.
    private func nodes() throws -> DiskNodes? {
        guard let leader = try processes.leader() else { return nil }
        let scope = machineRunsSystemd ? "\(record.name)-\(host.name).scope" : nil
        return DiskNodes(entry: HostEntry(leader), runner: runner, scope: scope)
    }
}
