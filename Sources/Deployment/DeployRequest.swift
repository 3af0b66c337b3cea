package import HostNetworkKit
package import MortarModel

/// What is to be deployed.
package struct DeployRequest: Sendable {
    /// A device of a host, as users write it: `h2:/dev/sdb`.
    package struct NamedDevice: Sendable, Hashable {
        package var host: String
        package var path: String

        /// Nil for anything that is not `HOST:/PATH`.
        package init?(_ text: String) {
            guard let colon = text.firstIndex(of: ":"), colon != text.startIndex else { return nil }
            let path = text[text.index(after: colon)...]
            guard path.hasPrefix("/dev/") else { return nil }
            host = String(text[..<colon])
            self.path = String(path)
        }
    }

    /// Names or addresses at which SSH answers; the engine is put on the first.
    package var hosts: [String]
    package var storageNetwork: Subnet?
    /// Of the hosts that have one.
    package var zones: [NamedZone]
    /// Nil for every blank device.
    package var devices: [NamedDevice]?
    package var wipe: [NamedDevice]
    /// Of the devices, where they are RAID devices that do not tell it themselves.
    package var stripe: StripeGeometry?
    package var storageDomain: String
    package var redundancy: Redundancy
    /// Of the user `admin@internal`.
    package var password: String
    /// A folder with the packages `mortar` and `mortar-agent`.
    package var packages: String

    package init(
        hosts: [String], storageNetwork: Subnet?, zones: [NamedZone] = [], devices: [NamedDevice]?,
        wipe: [NamedDevice], stripe: StripeGeometry? = nil, storageDomain: String, redundancy: Redundancy,
        password: String, packages: String
    ) {
        self.hosts = hosts
        self.storageNetwork = storageNetwork
        self.zones = zones
        self.devices = devices
        self.wipe = wipe
        self.stripe = stripe
        self.storageDomain = storageDomain
        self.redundancy = redundancy
        self.password = password
        self.packages = packages
    }
}
