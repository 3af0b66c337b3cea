package import Foundation
import HostCommand
package import MortarModel

extension Lab {
    /// A host's disks, from facts.
    package func disks(of name: String) async throws -> [LabStatus.Disk] {
        _ = try record().host(named: name)
        return try await status().hosts.first { $0.name == name }?.disks ?? []
    }

    /// Has a disk fail at once: every access to it is an error from now on, also for what has it open.
    ///
    /// - Parameter name: a device or a number; nil for the first disk that works.
    /// - Returns: the number of the disk.
    package func failDisk(_ name: String?, of host: String) async throws -> Int {
        try await exclusively {
            let (host, disk) = try await choose(name, of: host, failed: false)
            guard try !host.file(of: disk).hasFailed else {
                throw Failure(
                    .conflict, "Disk \(disk.number) of \(host.host.name) has failed already.",
                    correction: "Replace it with “mortar-lab disk \(host.host.name) replace \(disk.number)”.")
            }
            try await host.fail(disk)
            return disk.number
        }
    }

    /// Takes a disk out, failing it first if it works, and puts a blank one of the same size in its place.
    ///
    /// The new disk's device has another name for as long as the host has the old one mounted.
    ///
    /// - Parameter name: a device or a number; nil for the first disk that has failed.
    /// - Returns: the number of the new disk.
    package func replaceDisk(_ name: String?, of host: String) async throws -> Int {
        try await exclusively {
            let (host, old) = try await choose(name, of: host, failed: true)
            if try !host.file(of: old).hasFailed { try await host.fail(old) }
            try await host.pull(old)
            let new = DiskRecord(number: host.host.nextDiskNumber, size: old.size)
            try save(host.host.disks.map { $0 == old ? new : $0 }, of: host)
            try await host.insert(new)
            return new.number
        }
    }

    /// Puts one more blank disk into a host.
    ///
    /// - Parameter size: nil for the size of the lab's other disks.
    /// - Returns: the number of the new disk.
    package func addDisk(to host: String, size: ByteCount? = nil) async throws -> Int {
        try LabWish(diskSize: size).validate()
        return try await exclusively {
            let record = try record()
            let host = self.host(try record.host(named: host), of: record)
            let new = DiskRecord(number: host.host.nextDiskNumber, size: size ?? record.diskSize)
            try save(host.host.disks + [new], of: host)
            try await host.insert(new)
            return new.number
        }
    }

    /// Has `smartctl` in a host print a report for a disk.
    ///
    /// - Parameters:
    ///   - report: what `smartctl --json` prints; its `smartctl.exit_status` becomes the program's exit status.
    ///   - name: a device or a number; nil for the first disk that works.
    /// - Returns: the number of the disk.
    package func setSMART(_ report: Data, of name: String?, of host: String) async throws -> Int {
        try await exclusively {
            let (host, disk) = try await choose(name, of: host, failed: false)
            guard let device = try await host.device(of: disk) else {
                throw Failure(
                    .conflict, "Disk \(disk.number) of \(host.host.name) is not attached.",
                    correction: "Give the host power with “mortar-lab power \(host.host.name) on --name \(self.name)”.")
            }
            try SMARTReports(root: host.folder.root).set(report, of: device)
            return disk.number
        }
    }
}

extension Lab {
    /// Records the disks that a host has from now on.
    private func save(_ disks: [DiskRecord], of host: LabHost) throws {
        var record = host.record
        var changed = host.host
        changed.disks = disks
        record.update(changed)
        try folder.save(record)
    }

    /// The disk that a person means, or the first that works or has failed where there is no name.
    private func choose(_ name: String?, of host: String, failed: Bool) async throws -> (LabHost, DiskRecord) {
        let disks = try await disks(of: host)
        let wanted = failed ? LabStatus.DiskState.failed : .working
        let chosen = name.map { name in disks.first { $0.answers(to: name) } } ?? disks.first { $0.state == wanted }
        let record = try record()
        let found = try record.host(named: host)
        if let disk = found.disks.first(where: { $0.number == chosen?.number }) {
            return (self.host(found, of: record), disk)
        }
        let lack = name.map { "no disk “\($0)”" } ?? "no disk that \(failed ? "has failed" : "works")"
        let names = disks.map { $0.path ?? "\($0.number)" }.joined(separator: ", ")
        throw Failure(.notFound, "\(host) has \(lack).", correction: "Its disks are \(names).")
    }
}
