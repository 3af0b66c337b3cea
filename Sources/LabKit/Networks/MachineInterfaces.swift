import Foundation

/// One network interface of the machine, as `ip -j address` lists it.
struct MachineInterface: Hashable, Sendable, Decodable {
    var name: String
    var state: String
    /// The bridge that it is a port of.
    var bridge: String?
    private var addresses: [Address]

    var prefixes: [IPv4Prefix] {
        addresses.filter { $0.family == "inet" }.compactMap { IPv4Prefix("\($0.local)/\($0.length)") }
    }

    private struct Address: Hashable, Sendable, Decodable {
        var family: String
        var local: String
        var length: Int

        enum CodingKeys: String, CodingKey {
            case family, local
            case length = "prefixlen"
        }
    }

    enum CodingKeys: String, CodingKey {
        case name = "ifname"
        case state = "operstate"
        case bridge = "master"
        case addresses = "addr_info"
    }

    static func list(from output: String) throws -> [Self] {
        try JSONDecoder().decode([Self].self, from: Data(output.utf8))
    }
}

/// One route of the machine, as `ip -j route` lists it.
struct MachineRoute: Hashable, Sendable, Decodable {
    /// An address, a prefix, or `default`.
    var destination: String
    var interface: String?

    enum CodingKeys: String, CodingKey {
        case destination = "dst"
        case interface = "dev"
    }

    static func list(from output: String) throws -> [Self] {
        try JSONDecoder().decode([Self].self, from: Data(output.utf8))
    }
}
