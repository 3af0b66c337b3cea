import AgentAPI
import HashTreeCollections
package import MortarModel
package import Placement
import Workflow

package import struct Foundation.Date
package import class Foundation.JSONDecoder

extension Inventory {
    /// Refuses what the guard refuses, with all its reasons.
    ///
    /// To be called in the transaction that writes down the work, on facts asked for just before: two requests at
    /// once cannot both be allowed.
    ///
    /// - Parameter owner: of the work that asks.
    package func permit(_ action: GuardedAction, by owner: String? = nil, at time: Date) throws(Failure) {
        let verdict = StorageGuard(guardFacts, at: time).verdict(on: action, by: owner)
        if verdict.isAllowed { return }
        var remedies: [String] = []
        for refusal in verdict.refusals where !remedies.contains(refusal.remedy) { remedies.append(refusal.remedy) }
        let obstacles = observations.guarded.obstacles.map { "\(hosts[$0.key]?.name ?? "?"): \($0.value)" }.sorted()
        throw Failure(
            .conflict, "It is not safe to do this now.",
            cause: (verdict.refusals.map(\.reason) + obstacles).joined(separator: " "),
            correction: remedies.joined(separator: " "))
    }

    /// What the guard decides on, as it was last observed.
    package var guardFacts: GuardFacts {
        let guarded = observations.guarded
        let members = hosts.filter(\.isPoolMember)
        let own = Set(replicaSets.map(\.name))
        let foreign = guarded.volumes.values.filter { !own.contains($0.value.name) }
        let works = replicaSets.compactMap { set in
            set.work.map { work in
                let hosts = set.placedBricks.filter { $0.id.rawValue == work.owner }.map(\.hostID)
                return GuardedWork(
                    set: set.id, brick: work.brick, owner: work.owner, doing: work.words, hosts: Set(hosts))
            }
        }
        let counts = Dictionary(
            disks.flatMap { [$0.replicaSetID, $0.movingSetID] }.compactMap(\.self).map { ($0, 1) }, uniquingKeysWith: +)
        return GuardFacts(
            peers: Dictionary(uniqueKeysWithValues: members.map { ($0.id, guarded.peers[$0.id]) }),
            sets: replicaSets.map { guardedSet($0, disks: counts[$0.id] ?? 0) } + foreign.flatMap(foreignSets),
            serverQuorumRatio: guarded.serverQuorumRatio,
            works: works + maintenanceWorks + foreign.flatMap(volumeWorks),
            names: Dictionary(uniqueKeysWithValues: hosts.map { ($0.id, $0.name) }))
    }

    private func guardedSet(_ set: ReplicaSet, disks: Int) -> GuardedSet {
        let volume = observations.guarded.volumes[set.name]
        let ids = set.bricks.map(\.id)
        let bricks = set.bricks.enumerated().map { place, brick in
            // A volume whose bricks are not the ones written down is one that nothing is known of.
            let facts = volume?.value.bricks.dropFirst(place).first
            let isSame = facts?.brick.isPlace(of: brick) == true
            var guarded = guardedBrick(
                brick.id, brick.hostID, brick.isArbiter, isSame ? facts : nil, volume, group: ids[...])
            // Its process notices its dead disk up to a minute later; until then all it does is to fail.
            switch failure(of: brick) {
            case nil: break
            // It may answer again in a moment.
            case BrickFacts.silence: guarded.isOnline = guarded.isOnline.flatMap { $0.value ? nil : $0 }
            default: guarded.isOnline = volume.map { Observed(false, at: $0.time) }
            }
            return guarded
        }
        return GuardedSet(
            id: set.id, name: set.name, bricks: bricks, options: volume.map { Observed($0.value.options, at: $0.time) },
            disks: disks)
    }

    /// Whether the file system of a brick on a host that answers does no work any more.
    func hasFailed(_ brick: Brick) -> Bool { failure(of: brick) != nil }

    private func failure(of brick: Brick) -> String? {
        guard hosts[brick.hostID].map({ [.up, .nonOperational].contains($0.status) }) == true else { return nil }
        return observations.hosts[brick.hostID]?.facts.bricks.first { $0.id == brick.id }?.failure
    }

    /// The replica groups of a volume that is not Mortar's.
    private func foreignSets(_ volume: Observed<VolumeFacts>) -> [GuardedSet] {
        let facts = volume.value
        let size = max(1, facts.replicaCount)
        return stride(from: 0, to: facts.bricks.count, by: size).map { start in
            let group = facts.bricks[start..<min(start + size, facts.bricks.count)]
            let ids = facts.bricks.map { BrickID(rawValue: "\($0.brick.host):\($0.brick.directory)") }
            let bricks = zip(group.indices, group).map { place, brick in
                return guardedBrick(
                    ids[place], host(of: brick)?.id ?? HostID(rawValue: brick.brick.host), brick.isArbiter, brick,
                    volume,
                    group: ids[...])
            }
            return GuardedSet(
                id: ReplicaSetID(rawValue: "\(facts.id)/\(start / size)"), name: facts.name, bricks: bricks,
                options: Observed(facts.options, at: volume.time), disks: 0)
        }
    }

    /// The host of a brick; volumes that are not Mortar's may name it as they like.
    func host(of brick: VolumeBrickFacts) -> Host? {
        hosts.first { $0.storageAddress == brick.brick.host }
            ?? hosts.first { brick.hostUUID != nil && observations.hosts[$0.id]?.facts.gluster.uuid == brick.hostUUID }
            ?? hosts.first { [$0.name, $0.address].contains(brick.brick.host) }
    }

    /// Bricks of a volume that is not Mortar's which are being replaced, or cannot be told whether they are.
    private func volumeWorks(on volume: Observed<VolumeFacts>) -> [GuardedWork] {
        workflows.filter { $0.workflowKind == ReplaceVolumeBrick.kind && !$0.phase.isEnded }.flatMap { record in
            let work = Result { try JSONDecoder().decode(ReplaceVolumeBrick.self, from: record.state) }
            return groups(of: volume.value).compactMap { group -> GuardedWork? in
                guard case .success(let work) = work else {
                    return GuardedWork(
                        set: group.id, brick: group.bricks[0].brick.guardID, owner: record.id.rawValue,
                        doing: "may be in work: a job cannot be read")
                }
                guard let brick = group.bricks.first(where: { [work.old, work.new].contains($0.brick) }) else {
                    return nil
                }
                return GuardedWork(
                    set: group.id, brick: brick.brick.guardID, owner: work.owner, doing: "is being replaced or filled")
            }
        }
    }

    /// - Parameter group: the ids of all bricks of the volume, by place.
    private func guardedBrick(
        _ id: BrickID, _ host: HostID, _ isArbiter: Bool, _ facts: VolumeBrickFacts?,
        _ volume: Observed<VolumeFacts>?, group: ArraySlice<BrickID>
    ) -> GuardedBrick {
        var isOnline: Observed<Bool>?
        if let facts, let volume, volume.value.isStatusKnown { isOnline = Observed(facts.isOnline, at: volume.time) }
        let told = facts.flatMap { observations.guarded.blames[$0.brick] }
        let blames = told.map { told in
            Observed(
                Dictionary(
                    told.value.compactMap { place, count in
                        group.indices.contains(place) ? (group[place], count) : nil
                    }, uniquingKeysWith: +), at: told.time)
        }
        return GuardedBrick(id: id, host: host, isArbiter: isArbiter, isOnline: isOnline, blames: blames)
    }
}

extension GuardObservation {
    /// `cluster.server-quorum-ratio` is set for all volumes at once, with or without a percent sign.
    fileprivate var serverQuorumRatio: Double? {
        let texts = volumes.values.compactMap { $0.value.options["cluster.server-quorum-ratio"] }
        return texts.compactMap { Double($0.filter { $0 != "%" }) }.max()
    }
}
