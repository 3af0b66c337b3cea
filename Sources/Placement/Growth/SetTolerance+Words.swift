package import MortarModel

extension SetTolerance {
    /// As users read it, without an end: “serves while any one host is lost”.
    ///
    /// - Parameter name: how a host is called.
    package func words(_ name: (HostID) -> String) -> String {
        let parts = bearableHosts > 0 ? [bearable] : losses(name)
        return (parts + [zones, onlyCopy.map { "\(name($0)) has the only complete copy" }].compactMap(\.self))
            .joined(separator: "; ")
    }

    private var bearable: String {
        bearableHosts == 1 ? "serves while any one host is lost" : "serves while any \(bearableHosts) hosts are lost"
    }

    private func losses(_ name: (HostID) -> String) -> [String] {
        var parts: [String] = []
        let others = hosts - readOnlyHosts.count - stoppingHosts.count
        if !stoppingHosts.isEmpty { parts.append("stops while \(either(stoppingHosts, name)) is lost") }
        if !readOnlyHosts.isEmpty {
            parts.append("serves reads, and writes may fail, while \(either(readOnlyHosts, name)) is lost")
        }
        if others > 0 { parts.append("serves while any other host is lost") }
        return parts
    }

    private func either(_ hosts: [HostID], _ name: (HostID) -> String) -> String {
        hosts.map(name).sorted().joined(separator: " or ")
    }

    private var zones: String? {
        if stoppingZones.isEmpty { return nil }
        return "stops while all of zone \(stoppingZones.map(\.rawValue).joined(separator: " or ")) is lost"
    }
}
