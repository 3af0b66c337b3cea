import AgentAPI
import Concurrency
import HashTreeCollections
import MortarModel

/// Waits until a brick that has content to catch up with is complete: online, connected as well as the others, and known to be
/// stale by none.
struct HealWait: Sendable {
    /// Between two questions; GlusterFS's answer takes a client of its own each time.
    private static let interval = Duration.seconds(3)
    private static let looksWithoutProgress = 3

    let set: ReplicaSetID
    /// The brick that is being filled.
    let filling: Brick

    /// Whether the brick is complete, or what it lacks, in words that end a sentence.
    private enum Progress {
        case complete(isSetWell: Bool)
        case waits(String)
    }

    /// Returns when the brick is complete, and whether the whole set is well then; throws when the brick or its host
    /// is lost. Meanwhile the replica set's observation tells what it waits for.
    func run(_ context: EngineContext) async throws -> Bool {
        defer { context.store.observe { $0.waits[set] = nil } }
        var (last, unchanged) = ("", 0)
        while true {
            try refuseLoss(context)
            switch try await progress(context) {
            case .complete(let isSetWell): return isSetWell
            case .waits(let obstacle):
                context.store.observe { $0.waits[set] = obstacle }
                unchanged = obstacle == last ? unchanged + 1 : 0
                last = obstacle
            }
            if unchanged > 0, unchanged.isMultiple(of: Self.looksWithoutProgress) { try await beginHeal(context) }
            try await Task.sleep(for: Self.interval)
        }
    }

    /// One that cannot begin now, as a brick is away, is begun by GlusterFS itself later on.
    private func beginHeal(_ context: EngineContext) async throws {
        do {
            try await context.beginHeal(of: context.inventory.replicaSets.required(set).name)
        } catch let failure as Failure where Self.passing.contains(failure.code) {
            return
        }
    }

    private func refuseLoss(_ context: EngineContext) throws {
        let inventory = context.inventory
        try refuseAbsence(inventory)
        let survey = DeviceSurvey(inventory, only: filling.hostID)
        switch BrickConditions(inventory, survey, at: context.now()).condition(of: filling) {
        case .failed(let reason): throw loss(inventory, reason)
        case .lost: throw loss(inventory, "Its host does not answer any more.")
        case .failing, .worn, nil: return
        }
    }

    /// What is not to be waited for any more: the brick is another one's or nobody's now, or its host was let go.
    private func refuseAbsence(_ inventory: Inventory) throws {
        guard let set = inventory.replicaSets[set], set.placedBricks.contains(where: { $0.id == filling.id }) else {
            throw Failure(
                .conflict, "The brick on \(inventory.words(for: filling)) is in no replica set any more.",
                correction: "Nothing is left to wait for.")
        }
        if let host = inventory.hosts[filling.hostID],
            [.preparingForMaintenance, .maintenance].contains(host.status)
        {
            throw loss(inventory, "Its host \(host.name) was put into maintenance.")
        }
    }

    private func loss(_ inventory: Inventory, _ reason: String) -> Failure {
        Failure(
            .toolFailed, "The brick on \(inventory.words(for: filling)) was lost while it was being filled.",
            cause: reason, correction: "The other bricks have everything; “mortar device replace” rebuilds this one.")
    }

    /// A host that does not answer for a moment is asked again: a heal may take hours.
    private func progress(_ context: EngineContext) async throws -> Progress {
        do {
            return try await asked(context)
        } catch let failure as Failure where Self.passing.contains(failure.code) {
            return .waits("an answer: \(failure)")
        }
    }

    private static let passing: Set<Failure.Code> = [.hostUnreachable, .timedOut, .toolFailed, .busy]

    private func asked(_ context: EngineContext) async throws -> Progress {
        let set = try context.inventory.replicaSets.required(set)
        // From the end on hosts are judged by their bricks: what is known of this one has to be newer than the brick.
        try await context.observe([filling.hostID])
        let facts = context.inventory.observations.hosts[filling.hostID]?.facts.bricks.first { $0.id == filling.id }
        guard facts?.isMounted == true else { return .waits("the mount of \(context.inventory.words(for: filling))") }
        let agent = try context.anyPoolAgent()
        let volume = try await context.volumes(from: agent).first { $0.name == set.name }
        guard let volume, volume.isStatusKnown,
            let place = volume.bricks.firstIndex(where: { $0.brick.isPlace(of: filling) }),
            volume.bricks[place].isOnline
        else { return .waits("the process of \(context.inventory.words(for: filling))") }
        let connections = try await context.connections(volume: set.name, from: agent)
        if let difference = BrickConnections.difference(connections) { return .waits(difference) }
        let stale = try await staleEntries(of: set, in: volume, context)
        if let entries = stale[place] { return .waits("the heal of \(entries) entries") }
        guard volume.bricks.allSatisfy(\.isOnline), stale.isEmpty else { return .complete(isSetWell: false) }
        let pending = try await agent.healSummary(volume: set.name).pending
        return pending == 0
            ? .complete(isSetWell: true) : .waits("the heal of \(pending.map(String.init) ?? "?") entries")
    }

    /// How many entries bricks that are online know to be stale, by place; what they know is the whole truth while they
    /// are a quorum.
    private func staleEntries(
        of set: ReplicaSet, in volume: VolumeFacts, _ context: EngineContext
    ) async throws -> [Int: Int] {
        let online = volume.bricks.filter(\.isOnline).map(\.brick)
        let hosts = set.bricks.filter { brick in online.contains { $0.isPlace(of: brick) } }.map(\.hostID)
        let told = try await concurrently(Set(hosts)) { host in
            try await context.agent(of: host).blames(volume: set.name)
        }
        return told.joined().map(\.stale).reduce(into: [:]) { $0.merge($1, uniquingKeysWith: max) }
    }
}

extension BrickConnections {
    /// Which addresses are connected to some bricks of a volume only, in words; nil where there are none. A client without
    /// a connection to a brick leaves it stale again with every write.
    static func difference(_ bricks: [BrickConnections]) -> String? {
        let everybody = Set(bricks.flatMap(\.clients.keys))
        let lonely = bricks.flatMap { brick in
            everybody.subtracting(brick.clients.keys).sorted().map { "\($0) to \(brick.brick.host)" }
        }
        return lonely.isEmpty ? nil : "connections of clients: \(lonely.joined(separator: ", "))"
    }
}
