/// A disk or partition of a host and what it serves as.
public struct SurveyedDevice: Sendable, Hashable {
    public var device: BlockDevice
    /// A path in `/dev/disk/by-id` that survives reboots; the device's own path where there is none.
    public var stablePath: String
    public var use: DeviceUse

    public init(device: BlockDevice, stablePath: String, use: DeviceUse) {
        self.device = device
        self.stablePath = stablePath
        self.use = use
    }

    /// Whether the path names this device, by either name.
    public func answers(to path: String) -> Bool { device.path == path || stablePath == path }
}
