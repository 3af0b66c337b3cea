/// One of the two networks of a lab: the bridge that carries it, and each host's interface on it.
package enum LabNetwork: String, CaseIterable, Hashable, Sendable, Codable {
    case management
    case storage

    /// What the interface is called inside a host.
    package var hostInterface: String {
        switch self {
        case .management: "host0"
        case .storage: "storage0"
        }
    }

    /// The third byte of the network's addresses.
    var thirdByte: UInt8 {
        switch self {
        case .management: 0
        case .storage: 1
        }
    }
}
