import AgentAPI
import Concurrency
import HashTreeCollections
import MortarModel

/// Waits until a brick that has content to catch up with is complete: online, connected as well as the others, and known to be
/// stale by none.
struct HealWait: Sendable {
    /// Between two questions; GlusterFS's answer takes a client of its own each time.
    private static let interval = Duration.seconds(3)

    let set: ReplicaSetID
    /// The brick that is being filled.
    let filling: Brick

    /// Returns when the brick is complete, and whether the whole set is well then; throws when the brick or its host
    /// is lost.
    func run(_ context: EngineContext) async throws -> Bool {
        while true {
            try refuseLoss(context)
            if let isWhole = try await isWholeIfComplete(context) { return isWhole }
            try await Task.sleep(for: Self.interval)
        }
    }

    private func refuseLoss(_ context: EngineContext) throws {
        let inventory = context.inventory
        let survey = DeviceSurvey(inventory, only: filling.hostID)
        switch BrickConditions(inventory, survey, at: context.now()).condition(of: filling) {
        case .failed(let reason): throw loss(inventory, reason)
        case .lost: throw loss(inventory, "Its host does not answer any more.")
        case .failing, .worn, nil: return
        }
    }

    private func loss(_ inventory: Inventory, _ reason: String) -> Failure {
        Failure(
            .toolFailed, "The brick on \(inventory.words(for: filling)) was lost while it was being filled.",
            cause: reason, correction: "The other bricks have everything; “mortar device replace” rebuilds this one.")
    }

    /// A host that does not answer for a moment is asked again: a heal may take hours.
    private func isWholeIfComplete(_ context: EngineContext) async throws -> Bool? {
        do {
            return try await asked(context)
        } catch let failure as Failure where Self.passing.contains(failure.code) {
            return nil
        }
    }

    private static let passing: Set<Failure.Code> = [.hostUnreachable, .timedOut, .toolFailed, .busy, .notFound]

    /// Nil while the brick is not complete.
    private func asked(_ context: EngineContext) async throws -> Bool? {
        let set = try context.inventory.replicaSets.required(set)
        // From the end on hosts are judged by their bricks: what is known of this one has to be newer than the brick.
        try await context.observe([filling.hostID])
        let facts = context.inventory.observations.hosts[filling.hostID]?.facts.bricks.first { $0.id == filling.id }
        guard facts?.isMounted == true else { return nil }
        let agent = try context.anyPoolAgent()
        let volume = try await agent.volumes().first { $0.name == set.name }
        guard let volume, volume.isStatusKnown,
            let place = volume.bricks.firstIndex(where: { $0.brick.isPlace(of: filling) }),
            volume.bricks[place].isOnline
        else { return nil }
        guard BrickConnections.areAlike(try await agent.connections(volume: set.name)) else { return nil }
        let stale = try await stalePlaces(of: set, in: volume, context)
        if stale.contains(place) { return nil }
        guard volume.bricks.allSatisfy(\.isOnline), stale.isEmpty else { return false }
        return try await agent.healSummary(volume: set.name).pending == 0 ? true : nil
    }

    /// Where bricks that are online know of stale entries; what they know is the whole truth while they are a quorum.
    private func stalePlaces(
        of set: ReplicaSet, in volume: VolumeFacts, _ context: EngineContext
    ) async throws -> Set<Int> {
        let online = volume.bricks.filter(\.isOnline).map(\.brick)
        let hosts = set.bricks.filter { brick in online.contains { $0.isPlace(of: brick) } }.map(\.hostID)
        let told = try await concurrently(Set(hosts)) { host in
            try await context.agent(of: host).blames(volume: set.name)
        }
        return Set(told.joined().flatMap(\.stale.keys))
    }
}

extension BrickConnections {
    /// Whether every address that is connected to one brick of a volume is connected to all of them: a client without
    /// a connection to a brick leaves it stale again with every write.
    static func areAlike(_ bricks: [BrickConnections]) -> Bool {
        let addresses = Set(bricks.flatMap(\.clients.keys))
        return bricks.allSatisfy { Set($0.clients.keys) == addresses }
    }
}
