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

    /// A device that the dying host still holds goes a moment later.
    private func discard(_ host: LabHost) async throws {
        let mounts = Mounts(runner: runner)
        let loops = LoopDevices(runner: runner)
        try await wait(until: "The release of the mounts and disks of \(host.host.name)", limit: .seconds(20)) {
            let points = try await mounts.points(in: host.folder.path)
            for point in points { try await mounts.unmount(point) }
            let devices = try await loops.devices(in: host.folder.path)
            for device in devices { try await loops.detach(device.device) }
            return points.isEmpty && devices.isEmpty
        }
        try await DiskFile.removeAll(in: host.folder, runner)
        try await runner.output(
            of: Command("rm", ["-rf", "--one-file-system", host.folder.path], timeLimit: .seconds(120)))
    }
}
