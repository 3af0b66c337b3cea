package import MortarModel

/// What a lab is made of; written before each part is made, so that a later run finds everything.
package struct LabRecord: Hashable, Sendable, Codable {
    package var name: LabName
    package var subnet: Subnet
    /// The base tree that all hosts overlay.
    package var baseTree: String
    /// The size of every disk that is made from now on.
    package var diskSize: ByteCount
    /// How many disks a new host gets.
    package var diskCount: Int
    /// nil: not limited.
    package var managementRate: LinkRate?
    /// nil: not limited.
    package var storageRate: LinkRate?
    /// Paths of the machine that every host sees at the same place, read-only.
    package var readOnlyBinds: [String]
    package var hosts: [HostRecord]

    package func rate(_ network: LabNetwork) -> LinkRate? {
        switch network {
        case .management: managementRate
        case .storage: storageRate
        }
    }

    /// Throws a `Failure` that lists the hosts there are.
    package func host(named name: String) throws -> HostRecord {
        if let host = hosts.first(where: { $0.name == name }) { return host }
        let names = hosts.map(\.name).joined(separator: ", ")
        throw Failure(.notFound, "Lab \(self.name) has no host “\(name)”.", correction: "Its hosts are \(names).")
    }

    mutating func update(_ host: HostRecord) {
        hosts = hosts.map { $0.number == host.number ? host : $0 }
    }
}

/// One host of a lab.
package struct HostRecord: Hashable, Sendable, Codable {
    /// Counted from 1.
    package var number: Int
    package var disks: [DiskRecord]
    /// The networks that are cut, also after the host's power was away.
    package var cutNetworks: Set<LabNetwork> = []

    package var name: String { "h\(number)" }

    /// One that no disk of this host has, above all there are.
    var nextDiskNumber: Int { (disks.map(\.number).max() ?? 0) + 1 }
}

/// One disk of a host: a sparse file behind a loop device.
package struct DiskRecord: Hashable, Sendable, Codable {
    /// Counted from 1 in its host.
    package var number: Int
    package var size: ByteCount
}
