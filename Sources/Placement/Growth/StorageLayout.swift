package import MortarModel

/// The replica sets of a storage domain with what they hold, and the devices that it may use besides.
package struct StorageLayout: Sendable, Hashable {
    /// A blank device.
    package typealias Device = BrickPlanner.Candidate

    /// How many copies a new set keeps.
    package var redundancy: Redundancy
    package var sets: [FilledSet]
    /// Blank ones of hosts that may carry bricks.
    package var devices: [Device]
    package var zones: HostZones
    /// Names of hosts, for sentences.
    package var names: [HostID: String]

    package init(
        redundancy: Redundancy, sets: [FilledSet], devices: [Device], zones: HostZones = HostZones(),
        names: [HostID: String] = [:]
    ) {
        self.redundancy = redundancy
        self.sets = sets
        self.devices = devices
        self.zones = zones
        self.names = names
    }

    /// What fits into all sets.
    package var capacity: ByteCount { sets.reduce(.zero) { $0 + $1.capacity } }

    /// Whether bricks and devices are in zones enough for every copy of a set to have its own.
    var hasZonesEnough: Bool {
        let hosts = Set(devices.map(\.hostID)).union(sets.flatMap { $0.bricks.map(\.hostID) })
        return Set(hosts.map { zones[$0] }).count >= redundancy.brickCount
    }

    /// Sizes of all bricks and devices.
    var sizes: Set<ByteCount> { Set(devices.map(\.size)).union(sets.flatMap { $0.bricks.map(\.size) }) }

    func name(of host: HostID) -> String { names[host] ?? host.rawValue }

    /// As users name a device: `h4:/dev/sdb`.
    func words(_ device: Device) -> String { "\(name(of: device.hostID)):\(device.device)" }
}
