import AgentAPI
import HashTreeCollections
package import MortarModel

/// Takes one version of a file in split-brain on all bricks, and says so.
struct SplitBrainDecision: Sendable {
    let context: EngineContext
    let set: ReplicaSet

    /// Returns whether any part of the file was still in split-brain.
    ///
    /// - Parameter words: by what it was chosen, as the event tells it.
    @discardableResult
    func take(
        _ place: Int, of file: SplitBrain, _ words: String, by origin: RequestOrigin = RequestOrigin()
    ) async throws -> Bool {
        let source = file.places[place].brick
        // Should it fail half-way, the rest is not decided another way.
        try await remember(source, for: file)
        var isDecided = false
        for part in file.parts {
            let resolution = SplitBrainResolution(volume: set.name, gfid: part.gfid, source: source)
            isDecided = try await context.anyPoolAgent().resolveSplitBrain(resolution).isDecided || isDecided
        }
        if isDecided { try await tell(source, of: file, words, by: origin) }
        if file.hasAllParts { try await remember(nil, for: file) }
        forget(file)
        return isDecided
    }

    /// Written down before the first part is decided: an engine that takes over goes on with the same version.
    private func remember(_ source: VolumeBrick?, for file: SplitBrain) async throws {
        let brick = source.flatMap { source in set.bricks.first { source.isPlace(of: $0) }?.id }
        let id = set.id
        try await context.store.change { inventory in
            try inventory.replicaSets.update(id) { set in
                var sources = set.splitBrainSources ?? [:]
                sources[file.id] = brick
                set.splitBrainSources = sources.isEmpty ? nil : sources
            }
        }
    }

    private func tell(
        _ source: VolumeBrick, of file: SplitBrain, _ words: String, by origin: RequestOrigin
    ) async throws {
        try await context.store.change { inventory in
            let title = "\(inventory.title(of: file)) of replica set \(set.name)"
            let version = "the version of \(inventory.hostName(of: source)) was taken, \(words)"
            inventory.addEvent(
                .splitBrainResolved, .warning,
                "\(title) was in split-brain: \(version). What only the others had of it is lost.", at: context.now(),
                about: .init(storageDomain: set.storageDomainID), correlationID: origin.correlationID)
        }
    }

    private func forget(_ file: SplitBrain) {
        context.store.observe { observations in
            observations.volumes[set.name]?.splitBrains.removeAll { $0.id == file.id }
            observations.volumes[set.name]?.toldSplitBrains.remove(file.id)
            // What is left is asked for soon.
            observations.volumes[set.name]?.healObserved = nil
            if !file.hasAllParts { observations.volumes[set.name]?.splitBrainsAsked = nil }
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
