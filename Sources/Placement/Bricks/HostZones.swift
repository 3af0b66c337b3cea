package import MortarModel

/// Which hosts one failure may take at once: those of one zone. A host without a zone is one of its own.
package struct HostZones: Sendable, Hashable {
    /// A zone, by its name or by its only host.
    package enum Place: Sendable, Hashable {
        case zone(Zone)
        case host(HostID)
    }

    private let zones: [HostID: Zone]

    /// - Parameter zones: of the hosts that have one.
    package init(_ zones: [HostID: Zone] = [:]) { self.zones = zones }

    /// Where a host is.
    package subscript(_ host: HostID) -> Place { zones[host].map(Place.zone) ?? .host(host) }

    /// The zone that a host was given; nil for none.
    package func zone(of host: HostID) -> Zone? { zones[host] }

    /// Whether no two of some hosts are in one zone.
    package func areDistinct(_ hosts: some Sequence<HostID>) -> Bool {
        var seen: Set<Place> = []
        return hosts.allSatisfy { seen.insert(self[$0]).inserted }
    }
}
