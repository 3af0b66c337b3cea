package import MortarModel

/// What a person asks of `up`; nil leaves it as it is, or to the default for a new lab.
package struct LabWish: Hashable, Sendable {
    package var hosts: Int?
    package var disks: Int?
    package var diskSize: ByteCount?
    package var subnet: Subnet?
    package var managementRate: LinkRate?
    package var storageRate: LinkRate?
    package var readOnlyBinds: [String]

    package init(
        hosts: Int? = nil, disks: Int? = nil, diskSize: ByteCount? = nil, subnet: Subnet? = nil,
        managementRate: LinkRate? = nil, storageRate: LinkRate? = nil, readOnlyBinds: [String] = []
    ) {
        self.hosts = hosts
        self.disks = disks
        self.diskSize = diskSize
        self.subnet = subnet
        self.managementRate = managementRate
        self.storageRate = storageRate
        self.readOnlyBinds = readOnlyBinds
    }

    /// Throws a `Failure` for numbers that no lab can have.
    package func validate() throws {
        try require("--hosts", hosts, in: 1...Self.mostHosts)
        try require("--disks", disks, in: 1...24)
        if let diskSize, diskSize < .mebibytes(512) {
            throw Failure(
                .invalid, "--disk-size \(diskSize) is too small.", correction: "A disk needs at least 512MiB.")
        }
        if let path = readOnlyBinds.first(where: { !$0.hasPrefix("/") || $0.contains(":") }) {
            throw Failure(
                .invalid, "--bind-read-only \(path) is not an absolute path without colons.",
                correction: "Give the path as it is on this machine, from / on.")
        }
    }

    /// The fourth byte of host N's address is 10 + N.
    static let mostHosts = 200

    private func require(_ option: String, _ value: Int?, in range: ClosedRange<Int>) throws {
        guard let value, !range.contains(value) else { return }
        throw Failure(
            .invalid, "\(option) \(value) is out of range.",
            correction: "Give a number from \(range.lowerBound) to \(range.upperBound).")
    }
}
