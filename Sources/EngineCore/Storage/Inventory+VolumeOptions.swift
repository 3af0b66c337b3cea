import AgentAPI
import HashTreeCollections
package import MortarModel

import struct Foundation.Date

extension Inventory {
    /// The options of a replica set's volume as they were last seen; nil where it was not seen yet.
    ///
    /// What Mortar itself changes for a time counts as wanted: how many threads heal, and what it takes to add a copy.
    package func volumeOptions(of set: ReplicaSet) -> [VolumeOptionState]? {
        guard let facts = observations.volumes[set.name]?.facts else { return nil }
        return VolumeOptions.states(of: facts.options, bricks: set.bricks.count).map { state in
            var state = state
            if state.kind == .differs, isOwn(state, of: set) { state.kind = .asWanted }
            return state
        }
    }

    private func isOwn(_ state: VolumeOptionState, of set: ReplicaSet) -> Bool {
        if case .addition = set.work?.doing { return true }
        guard state.name == VolumeOptions.healThreads, let threads = state.value.flatMap({ Int($0) }) else {
            return false
        }
        return set.healPace?.isOwn(threads) == true
    }

    /// Of a set in service what is set otherwise than Mortar wants it; by name, an empty word for what is not set.
    ///
    /// - Parameter before: what was set at the look before. What has changed since then may be Mortar's own doing, which was not
    ///   written down yet when it was asked.
    func optionDrift(of set: ReplicaSet, before: [String: String]) -> [String: String] {
        guard isInService(set), let states = volumeOptions(of: set) else { return [:] }
        let differing = states.filter { $0.kind == .differs && before[$0.name] == $0.value }
        return Dictionary(uniqueKeysWithValues: differing.map { ($0.name, $0.value ?? "") })
    }

    /// Tells of options that differ and of which nothing was told with the same value yet.
    mutating func noteOptionDrift(of set: ReplicaSetID, before: [String: String], at time: Date) {
        guard let set = replicaSets[set] else { return }
        let (drift, told) = (optionDrift(of: set, before: before), set.toldOptions ?? [:])
        if drift == told { return }
        replicaSets[set.id]?.toldOptions = drift.isEmpty ? nil : drift
        let news = (volumeOptions(of: set) ?? []).filter { drift[$0.name] != nil && drift[$0.name] != told[$0.name] }
        if news.isEmpty { return }
        addEvent(
            .volumeOptionsDiffer, .warning,
            "Options of replica set \(set.name) are not as Mortar wants them: \(news.map(\.words).joined(separator: "; ")).",
            at: time, about: .init(storageDomain: set.storageDomainID))
    }
}
