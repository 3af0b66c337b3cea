import AgentAPI
import Concurrency
import HashTreeCollections
import MortarModel

extension EngineContext {
    /// Takes a heal summary into a replica set's history; tells once when its heal has stopped moving, and once when it moves again.
    func noteHeal(_ heal: HealSummary, of set: ReplicaSet) async throws {
        let before = inventory.observations.volumes[set.name]?.progress ?? HealProgress()
        var now = before
        let time = self.now()
        now.add(heal, at: time)
        if now.isStalled != before.isStalled {
            try await store.change { [now] in $0.tellStall(now, of: set, at: time) }
        }
        store.observe { [now] in $0.volumes[set.name]?.progress = now }
    }

    /// Has everything of a volume that waits be healed now. What a heal finds on its way, as the files of a directory, waits
    /// for the next one, which GlusterFS begins up to ten minutes later.
    func beginHeal(of volume: String) async throws {
        let order = VolumeOrder(volume: volume, change: .heal)
        try await pool.share { try await anyPoolAgent().changeVolume(order) }
    }
}
