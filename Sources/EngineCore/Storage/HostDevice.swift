package import MortarModel

/// A device of a certain host.
package struct HostDevice: Sendable, Hashable, Codable {
    package var hostID: HostID
    /// Any of its paths.
    package var device: String

    package init(hostID: HostID, device: String) {
        self.hostID = hostID
        self.device = device
    }
}
