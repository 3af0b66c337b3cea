import HashTreeCollections
package import MortarModel
package import Placement

extension Inventory {
    /// Which hosts one failure may take at once, by the zones that users gave them.
    package var zones: HostZones {
        HostZones(Dictionary(uniqueKeysWithValues: hosts.compactMap { host in host.zone.map { (host.id, $0) } }))
    }

    /// Which hosts of a replica set share a zone, as users read it: `h1, h2 (rack-a)`; nil for none.
    package func sharedZones(of set: ReplicaSet) -> String? {
        let hosts = set.bricks.compactMap { self.hosts[$0.hostID] }
        let groups = Dictionary(grouping: hosts.filter { $0.zone != nil }) { $0.zone! }.filter { $0.value.count > 1 }
        if groups.isEmpty { return nil }
        let words = groups.map { "\($1.map(\.name).sorted().joined(separator: ", ")) (\($0))" }
        return words.sorted().joined(separator: "; ")
    }

    /// Whose zone the new brick of a replacement shares, as a part of a sentence: `in the same zone as h1`; nil for one that is in
    /// a zone of its own.
    package func neighbourhood(of replacement: ReplaceBrick) -> String? {
        let planner = ReplacementPlanner(replacing: replacement.old, of: replacement.set, zones: zones)
        let neighbours = planner.neighbours(of: replacement.new.hostID)
        if neighbours.isEmpty { return nil }
        return "in the same zone as " + neighbours.compactMap { hosts[$0]?.name }.sorted().joined(separator: " and ")
    }

    /// The same, with the reason where there is nothing better.
    package func neighbourhoodWithReason(of replacement: ReplaceBrick) -> String? {
        guard let words = neighbourhood(of: replacement) else { return nil }
        let planner = ReplacementPlanner(replacing: replacement.old, of: replacement.set, zones: zones)
        let best = planner.choose(from: replacementCandidates)
        if let best, planner.neighbours(of: best.hostID).isEmpty { return words }
        return "\(words), because no other zone has a free device for it"
    }
}
