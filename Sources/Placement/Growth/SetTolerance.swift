package import MortarModel

/// What a replica set bears: which hosts may be lost while it goes on serving, and of which the disk must not be.
///
/// A brick that is being filled lacks files that are written to: a write counts where it has succeeded, so only complete bricks
/// make up the quorum of writes. For reads every brick that is online counts, and one complete copy is enough. Without
/// that a set serves nothing.
package struct SetTolerance: Sendable, Hashable, Codable {
    /// How many hosts have bricks of it.
    package var hosts: Int
    /// How many hosts, whichever they are, may be lost at once while it goes on serving.
    package var bearableHosts: Int
    /// Hosts each of whose loss leaves reads, while writes may fail until they are back.
    package var readOnlyHosts: [HostID]
    /// Hosts each of whose loss alone stops it until they are back.
    package var stoppingHosts: [HostID]
    /// Zones whose loss stops it, or its writes, though that of each of their hosts alone does not.
    package var stoppingZones: [Zone]
    /// The host whose disk has the only complete copy; nil where another one has one too, and where none has.
    package var onlyCopy: HostID?

    /// - Parameters:
    ///   - bricks: in the volume's order, on distinct hosts.
    ///   - filling: those of them that are not complete yet.
    ///   - quorum: nil for that of volumes without options.
    package init(
        of bricks: [Brick], filling: Set<BrickID> = [], quorum: QuorumRule? = nil, zones: HostZones = HostZones()
    ) {
        let copies = SetCopies(bricks: bricks, filling: filling, quorum: quorum)
        let all = copies.hosts
        hosts = all.count
        bearableHosts = (1...max(1, all.count)).prefix { copies.bearsLoss(of: $0) }.last ?? 0
        readOnlyHosts = all.filter { copies.service(without: [$0]) == .reads }
        stoppingHosts = all.filter { copies.service(without: [$0]) == .none }
        stoppingZones = Set(all.compactMap { zones.zone(of: $0) }).filter { zone in
            let lost = all.filter { zones.zone(of: $0) == zone }
            return lost.allSatisfy { copies.service(without: [$0]) == .all }
                && copies.service(without: Set(lost)) != .all
        }.sorted { $0.rawValue < $1.rawValue }
        onlyCopy = copies.copies.count == 1 ? copies.copies.first : nil
    }
}

/// The bricks of a replica set, and what it serves without some.
private struct SetCopies {
    enum Service { case all, reads, none }

    let hosts: [HostID]
    /// Hosts of complete bricks, and of those the ones with full copies.
    let complete: Set<HostID>
    let copies: Set<HostID>
    let quorum: QuorumRule

    init(bricks: [Brick], filling: Set<BrickID>, quorum: QuorumRule?) {
        let whole = bricks.filter { !filling.contains($0.id) }
        hosts = bricks.map(\.hostID)
        complete = Set(whole.map(\.hostID))
        copies = Set(whole.filter { !$0.isArbiter }.map(\.hostID))
        self.quorum = quorum ?? (bricks.count > 2 ? .majority : .any)
    }

    func service(without lost: Set<HostID>) -> Service {
        let online = hosts.indices.filter { !lost.contains(hosts[$0]) }
        if copies.isSubset(of: lost) || !quorum.isMet(by: Set(online), of: hosts.count) { return .none }
        let written = Set(online.filter { complete.contains(hosts[$0]) })
        return quorum.isMet(by: written, of: hosts.count) ? .all : .reads
    }

    /// Whether it serves without any `count` of its hosts.
    func bearsLoss(of count: Int) -> Bool {
        choices(of: count, from: hosts[...]).allSatisfy { service(without: $0) == .all }
    }

    private func choices(of count: Int, from rest: ArraySlice<HostID>) -> [Set<HostID>] {
        if count == 0 { return [[]] }
        guard let first = rest.first else { return [] }
        let others = rest.dropFirst()
        return choices(of: count - 1, from: others).map { $0.union([first]) } + choices(of: count, from: others)
    }
}
