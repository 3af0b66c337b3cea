import AgentAPI
import Concurrency
import HashTreeCollections
import MortarModel
import Placement

import struct Foundation.Date

extension EngineContext {
    /// Asks for all volumes now, and forgets those that are gone and were not Mortar's.
    func observeVolumes() async throws {
        let asked = now()
        take(try await volumes(), asked: asked)
    }

    /// Takes over what was told of all volumes, but for those of which nothing is known at the moment.
    func take(_ told: [VolumeFacts], asked: Date) {
        let own = Set(inventory.replicaSets.map(\.name))
        store.observe { observations in
            for facts in told where facts.isStatusKnown {
                var seen = observations.volumes[facts.name] ?? VolumeObservation(facts: facts, observed: asked)
                (seen.facts, seen.observed) = (facts, asked)
                observations.volumes[facts.name] = seen
            }
            let names = Set(told.map(\.name)).union(own)
            for name in observations.volumes.keys where !names.contains(name) { observations.volumes[name] = nil }
        }
    }

    /// The name of a volume that was seen, or is seen now.
    func volumeName(_ id: String) async throws -> String {
        if let seen = inventory.observations.volumes.values.first(where: { $0.facts.id == id }) {
            return seen.facts.name
        }
        try await observeVolumes()
        return try inventory.volume(id).name
    }

    /// Asks all hosts who uses a volume. A host that does not tell leaves that unknown.
    func users(of volume: VolumeFacts) async throws -> VolumeUsers {
        let hosts = inventory.hosts.filter { $0.isPoolMember || $0.status == .up }
        let told = try await concurrently(hosts) { host in (host.id, await use(of: volume.name, on: host)) }
        return VolumeUsers(
            hosts: Dictionary(uniqueKeysWithValues: told),
            strangers: try await strangers(of: volume, but: hosts))
    }

    private func use(of volume: String, on host: Host) async -> Observed<VolumeUsers.OnHost>? {
        let asked = now()
        do {
            let use = try await agent(of: host.id).volumeUse(volume)
            return Observed(.init(guests: use.guests, mountPoints: use.mountPoints), at: asked)
        } catch {
            store.observe { $0.guarded.obstacles[host.id] = "\(error)" }
            return nil
        }
    }

    /// Addresses of the volume's clients that are none of the hosts'; nil where GlusterFS does not tell.
    private func strangers(of volume: VolumeFacts, but hosts: [Host]) async throws -> Observed<[String]>? {
        let asked = now()
        if !volume.isStarted { return Observed([], at: asked) }
        let known = hosts.flatMap { host in
            let nics = inventory.observations.hosts[host.id]?.facts.nics ?? []
            let addresses = nics.flatMap(\.addresses).compactMap { $0.split(separator: "/").first.map(String.init) }
            return addresses + [host.address, host.storageAddress]
        }
        do {
            let clients = try await connections(volume: volume.name).flatMap(\.clients.keys)
            return Observed(Set(clients).subtracting(known + ["127.0.0.1", "::1"]).sorted(), at: asked)
        } catch let failure as Failure where [.toolFailed, .timedOut].contains(failure.code) {
            return nil
        }
    }

    /// Refuses what users of a volume forbid, with all reasons.
    func permit(_ action: VolumeAction, on volume: VolumeFacts) async throws {
        let users = try await users(of: volume)
        let names = Dictionary(uniqueKeysWithValues: inventory.hosts.map { ($0.id, $0.name) })
        let verdict = VolumeGuard(
            volume: volume.name, options: volume.options, users: users, names: names, at: now()
        ).verdict(on: action)
        if verdict.isAllowed { return }
        var remedies: [String] = []
        for refusal in verdict.refusals where !remedies.contains(refusal.remedy) { remedies.append(refusal.remedy) }
        let obstacles = inventory.observations.guarded.obstacles.map { "\(names[$0.key] ?? "?"): \($0.value)" }.sorted()
        throw Failure(
            .conflict, "It is not safe to do this now.",
            cause: (verdict.refusals.map(\.reason) + obstacles).joined(separator: " "),
            correction: remedies.joined(separator: " "),
            objects: ["volume \(volume.name)"])
    }
}
