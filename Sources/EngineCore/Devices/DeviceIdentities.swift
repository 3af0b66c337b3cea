import AgentAPI
import MortarModel

/// Knows a host's devices again.
struct DeviceIdentities {
    private let host: HostID
    private let records: [DeviceID: DeviceRecord]

    init(_ host: HostID, records: [DeviceID: DeviceRecord]) {
        self.host = host
        self.records = records
    }

    /// The devices with their identities, each of which occurs once.
    func identify(_ devices: [DeviceFacts]) -> [(id: DeviceID, facts: DeviceFacts)] {
        let counts = Dictionary(devices.map { ($0.mark, 1) }, uniquingKeysWith: +)
        let natural = devices.map { facts in
            DeviceID(host: host, mark: counts[facts.mark] == 1 ? facts.mark : facts.stablePath)
        }
        var taken = Set(natural)
        return zip(natural, devices).map { id, facts in
            guard records[id] == nil, let former = former(of: facts), taken.insert(former).inserted else {
                return (id, facts)
            }
            return (former, facts)
        }
    }

    /// The record of a device that tells more, or less, of itself than it did: known by its lasting path.
    private func former(of facts: DeviceFacts) -> DeviceID? {
        guard facts.stablePath.hasPrefix("/dev/disk/by-id/") else { return nil }
        return records.values.filter { $0.stablePath == facts.stablePath && $0.size == facts.size }.map(\.id).min()
    }
}

extension DeviceFacts {
    /// Partitions and mapped devices inherit the names of the disk below them.
    fileprivate var mark: String { kind == "disk" ? wwn ?? serial ?? stablePath : stablePath }
}
