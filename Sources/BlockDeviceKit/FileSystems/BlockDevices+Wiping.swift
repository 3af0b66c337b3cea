import HostCommand

extension BlockDevices {
    /// Destroys what is on a device: its signatures and those of its partitions. The caller must have been told to by its user.
    ///
    /// Refused while anything of it is mounted, swapped to, or mapped.
    public func wipe(_ device: BlockDevice) async throws {
        for part in device.family {
            if let mountPoint = part.mountPoints.first {
                throw BlockDeviceError("\(part.path) is mounted on \(mountPoint)")
            }
            if part.kernelName != device.kernelName, part.kind != "part" {
                throw BlockDeviceError("\(device.path) is used by \(part.path) (\(part.kind))")
            }
        }
        for part in device.family.reversed() {
            try await runner.output(of: Command("wipefs", ["--all", "--quiet", part.path]))
        }
        if !device.children.isEmpty {
            try await runner.output(of: Command("blockdev", ["--rereadpt", device.path]))
        }
    }
}
