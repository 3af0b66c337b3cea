import AgentAPI
import Concurrency
import MortarModel

/// Looks for files in split-brain, and at their copies on all bricks.
struct SplitBrainSurvey: Sendable {
    let context: EngineContext
    let set: ReplicaSet

    /// Entries that are looked at in one go; the others have their turn when these are decided.
    private static let most = 64
    /// Copies that a host reads in one call, each as long as a shard.
    private static let inOneCall = 16

    /// Throws a `conflict` failure while a brick cannot be asked: it may have the version that is right.
    func files() async throws -> [SplitBrain] {
        let places = try await places()
        let list = try await context.anyPoolAgent().splitBrains(volume: set.name)
        guard list.isComplete else { throw unasked("GlusterFS could not ask every brick.") }
        let entries = Array(list.entries.prefix(Self.most))
        let copies = try await copies(of: entries.map(\.gfid), at: places)
        let owners = entries.map { owner(of: $0, copies) }
        let unknown = Set(owners).subtracting(entries.map(\.gfid))
        let names = try await names(of: unknown.sorted(), at: places)
        return Set(owners).sorted().map { id in
            let own = zip(entries, owners).filter { $0.1 == id }.map(\.0)
            let path = own.first { $0.gfid == id }?.path.map { String($0.drop { $0 == "/" }) } ?? names[id] ?? id
            // The file itself at last: until then GlusterFS refuses to read it.
            let parts = own.sorted { ($0.gfid == id ? 1 : 0, $0.gfid) < ($1.gfid == id ? 1 : 0, $1.gfid) }
            return SplitBrain(
                id: id, path: path, places: places,
                parts: parts.map { part in .init(gfid: part.gfid, copies: copies.map { $0[part.gfid] }) },
                hasAllParts: entries.count == list.entries.count)
        }
    }

    /// The set's bricks, all of them online.
    private func places() async throws -> [SplitBrain.Place] {
        let volumes = try await context.volumes()
        guard let volume = volumes.first(where: { $0.name == set.name }), volume.isStatusKnown else {
            throw unasked("The pool tells nothing of its bricks.")
        }
        if let brick = volume.bricks.first(where: { !$0.isOnline })?.brick {
            throw unasked("The brick \(brick.host):\(brick.directory) is offline.")
        }
        return volume.bricks.map { .init(brick: $0.brick, isArbiter: $0.isArbiter) }
    }

    private func unasked(_ cause: String) -> Failure {
        Failure(
            .conflict, "Split-brains of replica set \(set.name) are left alone while not all bricks can be asked.",
            cause: cause, correction: "Bring all bricks online.")
    }

    /// For each place, copies by identity.
    private func copies(of gfids: [String], at places: [SplitBrain.Place]) async throws -> [[String: BrickCopy]] {
        try await concurrently(places) { place in
            let host = context.inventory.hosts.first { $0.storageAddress == place.brick.host }
            guard let host else { throw unasked("The host \(place.brick.host) is not known.") }
            var found: [String: BrickCopy] = [:]
            for start in stride(from: 0, to: gfids.count, by: Self.inOneCall) {
                let some = Array(gfids[start..<min(start + Self.inOneCall, gfids.count)])
                let request = BrickCopiesRequest(directory: place.brick.directory, gfids: some)
                for copy in try await context.agent(of: host.id).brickCopies(request) { found[copy.gfid] = copy }
            }
            return found
        }
    }

    /// The identity of the file that an entry is a shard of: shards are called IDENTITY.NUMBER (GlusterFS, shard.c).
    private func owner(of entry: SplitBrainList.Entry, _ copies: [[String: BrickCopy]]) -> String {
        let known = copies.lazy.compactMap { $0[entry.gfid]?.name }.first
        let name = entry.path?.split(separator: "/").last.map(String.init) ?? known ?? ""
        let words = name.split(separator: ".")
        guard entry.path?.hasPrefix("/.shard/") ?? true, words.count == 2, words[0].count == 36,
            Int(words[1]) != nil
        else { return entry.gfid }
        return String(words[0])
    }

    /// Paths of files of which only shards are in split-brain. All images lie in one folder.
    private func names(of gfids: [String], at places: [SplitBrain.Place]) async throws -> [String: String] {
        if gfids.isEmpty { return [:] }
        let copies = try await copies(of: gfids, at: Array(places.prefix(1)))
        return copies.flatMap(\.values).reduce(into: [:]) { $0[$1.gfid] = $1.name.map { "images/\($0)" } }
    }
}
