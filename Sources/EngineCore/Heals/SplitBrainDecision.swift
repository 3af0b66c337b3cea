import AgentAPI
import HashTreeCollections
package import MortarModel

/// Takes one version of a file in split-brain on all bricks, and says so.
struct SplitBrainDecision: Sendable {
    let context: EngineContext
    let set: ReplicaSet

    /// - Parameter words: by what it was chosen, as the event tells it.
    func take(
        _ place: Int, of file: SplitBrain, _ words: String, by origin: RequestOrigin = RequestOrigin()
    ) async throws {
        let source = file.places[place].brick
        // Should it fail half-way, the rest is not decided another way.
        context.store.observe { $0.volumes[set.name]?.begunSplitBrains[file.id] = source }
        for part in file.parts {
            try await context.anyPoolAgent().resolveSplitBrain(
                SplitBrainResolution(volume: set.name, gfid: part.gfid, source: source))
        }
        try await context.store.change { inventory in
            inventory.addEvent(
                .splitBrainResolved, .warning,
                "\(inventory.title(of: file)) of replica set \(set.name) was in split-brain: the version of \(inventory.hostName(of: source)) was taken, \(words). What only the others had of it is lost.",
                at: context.now(), about: .init(storageDomain: set.storageDomainID),
                correlationID: origin.correlationID)
        }
        context.store.observe { observations in
            observations.volumes[set.name]?.splitBrains.removeAll { $0.id == file.id }
            observations.volumes[set.name]?.toldSplitBrains.remove(file.id)
            observations.volumes[set.name]?.begunSplitBrains[file.id] = nil
            // What is left is asked for soon.
            observations.volumes[set.name]?.healObserved = nil
        }
    }
}

extension Inventory {
    /// The disk whose image a file is.
    package func disk(of file: SplitBrain) -> Disk? {
        disks.first { $0.imagePath == file.path }
    }

    func title(of file: SplitBrain) -> String {
        disk(of: file).map { "Disk \($0.name) (\(file.path))" } ?? "The file \(file.path)"
    }

    func hostName(of brick: VolumeBrick) -> String {
        hosts.first { $0.storageAddress == brick.host }?.name ?? brick.host
    }
}
