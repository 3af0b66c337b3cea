import MortarModel

/// What a lab is like at this moment.
package struct LabStatus: Hashable, Sendable, Codable {
    package enum Power: String, Hashable, Sendable, Codable {
        case on
        case off
    }

    package enum DiskState: String, Hashable, Sendable, Codable {
        case working
        case failed
    }

    package struct Disk: Hashable, Sendable, Codable {
        /// Counted from 1 in its host, never given twice.
        package var number: Int
        /// The device, the same on the machine and in the host; nil when it is not attached.
        package var path: String?
        /// In bytes.
        package var size: Int64
        package var state: DiskState
        /// The file behind it.
        package var file: String

        /// Whether a person means this disk: by its number, or its device with or without `/dev/`.
        func answers(to name: String) -> Bool {
            name == "\(number)" || name == path || "/dev/\(name)" == path
        }
    }

    package struct Host: Hashable, Sendable, Codable {
        package var name: String
        package var managementAddress: String
        package var storageAddress: String
        package var power: Power
        package var cutNetworks: [LabNetwork]
        package var disks: [Disk]

        enum CodingKeys: String, CodingKey {
            case name
            case managementAddress = "management_address"
            case storageAddress = "storage_address"
            case power
            case cutNetworks = "cut_networks"
            case disks
        }
    }

    package var name: String
    package var subnet: String
    /// The private key that logs in to every host as root.
    package var sshKey: String
    package var knownHosts: String
    package var hosts: [Host]

    enum CodingKeys: String, CodingKey {
        case name, subnet
        case sshKey = "ssh_key"
        case knownHosts = "known_hosts"
        case hosts
    }
}
