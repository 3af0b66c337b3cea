import Foundation
import HostCommand
import MortarModel

extension Lab {
    /// Puts new hardware in a host's place: the same name and addresses, a fresh system, blank disks, another ssh key.
    ///
    /// What was on the host is gone.
    package func renewHost(_ name: String) async throws {
        try await exclusively {
            var record = try record()
            let old = try host(record.host(named: name), of: record)
            try await old.powerOff()
            try await discard(old)
            var host = old.host
            host.cutNetworks = []
            host.disks = host.disks.enumerated().map {
                DiskRecord(number: old.host.nextDiskNumber + $0.offset, size: $0.element.size)
            }
            record.update(host)
            try folder.save(record)
            try await build(record, only: [host])
        }
    }

    private func discard(_ host: LabHost) async throws {
        try await release(host.folder.path)
        try await DiskFile.removeAll(in: host.folder, runner)
        try await runner.output(
            of: Command("rm", ["-rf", "--one-file-system", host.folder.path], timeLimit: .seconds(120)))
    }
}
