import AgentAPI
import Concurrency
import HashTreeCollections
import MortarModel

/// Waits until a replica set is whole: all bricks online, connected as well as each other, and none known to be stale.
struct HealWait: Sendable {
    /// Between two questions; GlusterFS's answer takes a client of its own each time.
    private static let interval = Duration.seconds(3)

    let set: ReplicaSetID
    /// The brick that is being filled.
    let filling: Brick

    /// Returns when the set is whole; throws when the brick that is being filled has failed itself.
    func run(_ context: EngineContext) async throws {
        while true {
            try refuseFailure(context)
            if try await isWhole(context) { return }
            try await Task.sleep(for: Self.interval)
        }
    }

    private func refuseFailure(_ context: EngineContext) throws {
        let inventory = context.inventory
        let facts = inventory.observations.hosts[filling.hostID]?.facts.bricks.first { $0.id == filling.id }
        guard let reason = facts?.failure else { return }
        throw Failure(
            .toolFailed, "The new brick on \(inventory.words(for: filling)) has failed while it was being filled.",
            cause: reason, correction: "Replace that disk; the other bricks have everything.")
    }

    /// A host that does not answer for a moment is asked again: a heal may take hours.
    private func isWhole(_ context: EngineContext) async throws -> Bool {
        do {
            return try await asked(context)
        } catch let failure as Failure where Self.passing.contains(failure.code) {
            return false
        }
    }

    private static let passing: Set<Failure.Code> = [.hostUnreachable, .timedOut, .toolFailed, .busy]

    private func asked(_ context: EngineContext) async throws -> Bool {
        let set = try context.inventory.replicaSets.required(set)
        // From the end on hosts are judged by their bricks: what is known of this one has to be newer than the brick.
        try await context.observe([filling.hostID])
        let agent = try context.anyPoolAgent()
        let volume = try await agent.volumes().first { $0.name == set.name }
        guard let volume, volume.isStatusKnown, volume.bricks.allSatisfy(\.isOnline) else { return false }
        guard BrickConnections.areAlike(try await agent.connections(volume: set.name)) else { return false }
        guard try await agent.healSummary(volume: set.name).pending == 0 else { return false }
        let blames = try await concurrently(Set(set.bricks.map(\.hostID))) { host in
            try await context.agent(of: host).blames(volume: set.name)
        }
        return blames.joined().allSatisfy(\.stale.isEmpty)
    }
}

extension BrickConnections {
    /// Whether every address that is connected to one brick of a volume is connected to all of them: a client without a connection
    /// to a brick leaves it stale again with every write.
    static func areAlike(_ bricks: [BrickConnections]) -> Bool {
        let addresses = Set(bricks.flatMap(\.clients.keys))
        return bricks.allSatisfy { Set($0.clients.keys) == addresses }
    }
}
