import HostCommand
package import MortarModel

extension EmulatedHost {
    /// What a disk says of how it wants to be written to, as a RAID controller's volume does.
    package struct WriteSizes: Hashable, Sendable {
        /// Bytes that go to one disk of the RAID in a row.
        var least: Int64
        /// Bytes of a full stripe.
        var best: Int64

        package init(least: Int64, best: Int64) {
            self.least = least
            self.best = best
        }
    }

    /// Plugs a blank SCSI disk in, and returns its path in `/dev/disk/by-id`.
    package func addDisk(serial: String, size: ByteCount, sizes: WriteSizes? = nil) async throws -> String {
        try await addFile(serial, size: size)
        var device: [String: Monitor.Value] = [
            "driver": "scsi-hd", "bus": "scsi.0", "drive": .text(serial), "id": .text("disk-\(serial)"),
            "serial": .text(serial), "device_id": .text(serial),
        ]
        if let sizes {
            device["min_io_size"] = .number(sizes.least)
            device["opt_io_size"] = .number(sizes.best)
        }
        try emulator.monitor.run("device_add", device)
        return try await appears("/dev/disk/by-id/scsi-0QEMU_QEMU_HARDDISK_\(serial)")
    }

    /// Plugs a blank NVMe disk in, and returns its path in `/dev/disk/by-id`.
    package func addNVMe(serial: String, size: ByteCount) async throws -> String {
        try await addFile(serial, size: size)
        try emulator.monitor.run(
            "device_add",
            ["driver": "nvme", "drive": .text(serial), "id": .text("disk-\(serial)"), "serial": .text(serial)])
        return try await appears("/dev/disk/by-id/nvme-QEMU_NVMe_Ctrl_\(serial)")
    }

    /// Has an NVMe disk warn of its own state.
    ///
    /// - Parameter bits: NVM Express Base Specification, SMART / Health Information log, byte 0; 4 is “reliability degraded”.
    package func setCriticalWarning(_ bits: UInt8, ofNVMe serial: String) throws {
        try emulator.monitor.run(
            "qom-set",
            [
                "path": .text("/machine/peripheral/disk-\(serial)"), "property": "smart_critical_warning",
                "value": .number(Int64(bits)),
            ])
    }

    private func addFile(_ serial: String, size: ByteCount) async throws {
        let file = "\(emulator.folder)/\(serial).img"
        try await emulator.runner.output(of: Command("truncate", ["--size=\(size.bytes)", file]))
        try emulator.monitor.run(
            "blockdev-add", ["driver": "file", "node-name": .text(serial), "filename": .text(file)])
    }

    private func appears(_ path: String) async throws -> String {
        try await wait(until: "The appearance of \(path) on the host", limit: .seconds(60)) {
            try await HostFiles(commands).exists(path)
        }
        try await commands.output(of: Command("udevadm", ["settle"]))
        return path
    }
}
