import AgentAPI
import Concurrency
import HashTreeCollections
import MortarModel

/// Waits until every client of a replica set writes to its new brick too, and GlusterFS knows that the brick lacks everything.
///
/// A client that has not switched has one connection more to the old bricks than to the new one. So has one that has nothing
/// to do: it switches with the next thing that it does, and the mounts are given something to do here.
struct ClientWait: Sendable {
    private static let interval = Duration.seconds(2)

    let set: ReplicaSetID
    let new: Brick

    /// While it waits, the replica set's observation tells what for.
    func run(_ context: EngineContext) async throws {
        defer { context.store.observe { $0.waits[set] = nil } }
        while let obstacle = try await obstacle(context) {
            context.store.observe { $0.waits[set] = obstacle }
            try await Task.sleep(for: Self.interval)
        }
    }

    /// A host that does not answer for a moment is asked again.
    private func obstacle(_ context: EngineContext) async throws -> String? {
        do {
            let set = try context.inventory.replicaSets.required(set)
            try await touchMounts(of: set, context)
            if let obstacle = try await unmarked(set, context) { return obstacle }
            return BrickConnections.unevenness(try await context.connections(volume: set.name))
        } catch let failure as Failure where Self.passing.contains(failure.code) {
            return "an answer: \(failure)"
        }
    }

    private static let passing: Set<Failure.Code> = [.hostUnreachable, .timedOut, .toolFailed, .busy]

    /// Mounts get to know of the new brick's host, as one more to ask for the volume, too.
    private func touchMounts(of set: ReplicaSet, _ context: EngineContext) async throws {
        let inventory = context.inventory
        _ = try await concurrently(inventory.hosts.filter { $0.isPoolMember && $0.status == .up }) { host in
            try await context.agent(of: host.id).mountVolume(
                MountRequest(volume: set.name, servers: inventory.servers(of: set, for: host.id)))
        }
    }

    /// What is missing before anybody knows that the new brick is empty: without that it would never be filled.
    private func unmarked(_ set: ReplicaSet, _ context: EngineContext) async throws -> String? {
        let volume = try await context.volumes().first { $0.name == set.name }
        guard let place = volume?.bricks.firstIndex(where: { $0.brick.isPlace(of: new) }) else {
            return "the brick of \(context.inventory.words(for: new)) in the volume"
        }
        let told = try await concurrently(set.bricks.filter { $0.id != new.id }.map(\.hostID)) { host in
            try await context.agent(of: host).blames(volume: set.name)
        }
        let isMarked = told.joined().contains { ($0.stale[place] ?? 0) > 0 }
        return isMarked ? nil : "GlusterFS to note that the brick of \(context.inventory.words(for: new)) is empty"
    }
}

extension BrickConnections {
    /// Which addresses have not as many connections to some bricks as to others, in words; nil where there are none.
    static func unevenness(_ bricks: [BrickConnections]) -> String? {
        let addresses = Set(bricks.flatMap(\.clients.keys)).sorted()
        let uneven = addresses.compactMap { address in
            let counts = bricks.map { $0.clients[address] ?? 0 }
            guard let least = counts.min(), let most = counts.max(), least < most else { return String?.none }
            return "\(most - least) of \(most) on \(address)"
        }
        if uneven.isEmpty { return nil }
        return "clients that do not use the new brick yet: \(uneven.joined(separator: ", "))"
    }
}
