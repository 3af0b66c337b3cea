import AgentAPI
import EngineCore
import HashTreeCollections
import MortarModel
import SimulatedAgent

extension World {
    static let threeCopies = VolumeLayout(copies: 3, hasArbiter: false)

    /// A directory of this name on each of three hosts.
    func places(_ name: String) -> [BrickPlace] {
        hosts.map { BrickPlace(host: $0.id, directory: "/srv/\(name)") }
    }

    func bricks(_ name: String) -> [VolumeBrick] {
        hosts.map { VolumeBrick(host: $0.storageAddress, directory: "/srv/\(name)") }
    }

    /// A volume `plain` of users, with as many groups of three copies, started.
    @discardableResult
    func makeVolume(groups: Int = 1, sharded: Bool = false) async throws -> VolumeFacts {
        let places = (1...groups).flatMap { self.places("b\($0)") }
        let volume = try await engine.volumes.add(
            .init(
                name: "plain", layout: Self.threeCopies, bricks: places,
                options: sharded ? ["features.shard": "on"] : [:], force: false), by: RequestOrigin())
        try await engine.volumes.start(volume.id, force: false, by: RequestOrigin())
        return try context.inventory.volume(volume.id)
    }

    var volume: VolumeFacts? { cluster.volumes.first { $0.name == "plain" } }

    /// What the engine answers to a request that it should refuse.
    func refusal(_ body: () async throws -> Void) async -> Failure? {
        do {
            try await body()
            return nil
        } catch let failure as Failure {
            return failure
        } catch {
            return Failure(.internal, "\(error)")
        }
    }
}
