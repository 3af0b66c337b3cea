import AgentAPI
import MortarModel
import Placement

import struct Foundation.Date

extension Inventory {
    /// The replacement that a user means by naming devices; throws when it makes no sense, with what would.
    func replacement(
        _ device: HostDevice, onto target: HostDevice?, wipe: Bool, at time: Date
    ) throws -> ReplaceBrick {
        if let (set, old) = brick(on: device) {
            let choice = try target.map { try named($0, wipe: wipe) } ?? chosen(for: old, of: set)
            return try replacement(of: old, of: set, by: choice, wipe: wipe)
        }
        if target != nil { throw notABrick(device) }
        let choice = try named(device, wipe: wipe)
        let (set, old) = try unwellBrick(for: choice, at: time)
        return try replacement(of: old, of: set, by: choice, wipe: wipe)
    }

    private func replacement(
        of old: Brick, of set: ReplicaSet, by choice: ReplacementPlanner.Candidate, wipe: Bool
    ) throws -> ReplaceBrick {
        let planner = ReplacementPlanner(replacing: old, of: set)
        if planner.takenHosts.contains(choice.hostID) {
            throw Failure(
                .conflict, "\(words(choice)) is on a host that has another brick of \(set.name).",
                correction: "Name a device of another host: no two copies may go with one host.")
        }
        if choice.size < planner.neededSize {
            throw Failure(
                .noCapacity, "\(words(choice)) has \(choice.size), \(planner.neededSize) is needed.",
                correction: "Name a larger device.")
        }
        let new = newBrick(
            on: HostDevice(hostID: choice.hostID, device: choice.device), size: choice.size, isArbiter: old.isArbiter)
        return ReplaceBrick(set: set, old: old, new: new, wipe: wipe)
    }

    /// The brick that is written down for a device, by any of its paths.
    private func brick(on device: HostDevice) -> (ReplicaSet, Brick)? {
        let facts = devices(of: device.hostID).first { [$0.path, $0.stablePath].contains(device.device) }
        let paths = Set([device.device, facts?.path, facts?.stablePath].compactMap(\.self))
        // The disk in a failed one's place may have taken its path: what is on it counts, where that is known.
        if case .blank = facts?.use { return nil }
        for set in replicaSets.sortedByName {
            for brick in set.bricks where brick.hostID == device.hostID {
                if facts?.use == .brick(brick.id) || paths.contains(brick.device) { return (set, brick) }
            }
        }
        return nil
    }

    private func named(_ device: HostDevice, wipe: Bool) throws -> ReplacementPlanner.Candidate {
        let host = try hosts.required(device.hostID)
        guard let facts = devices(of: host.id).first(where: { [$0.path, $0.stablePath].contains(device.device) }) else {
            throw Failure(
                .notFound, "Host \(host.name) has no device \(device.device).",
                correction: "“mortar device list” shows what there is.")
        }
        try refuseUnfit(facts, of: host)
        if !wipe, facts.use != .blank {
            throw Failure(
                .conflict, "\(host.name):\(device.device) is not blank.", cause: facts.use.text,
                correction: "Name another device, or name this one to be wiped if nothing on it is needed.")
        }
        let load = replicaSets.flatMap(\.bricks).count { $0.hostID == host.id }
        return .init(hostID: host.id, device: facts.stablePath, size: facts.size, isSpare: false, load: load)
    }

    /// Refuses what no wiping makes good.
    private func refuseUnfit(_ facts: DeviceFacts, of host: Host) throws {
        let name = "\(host.name):\(facts.path)"
        if case .brick(let id) = facts.use, let set = replicaSets.first(where: { $0.bricks.contains { $0.id == id } }) {
            throw Failure(
                .conflict, "\(name) is a brick of \(set.name) already.", correction: "Name another device.")
        }
        guard let view = deviceViews(of: host.id).first(where: { $0.facts.path == facts.path && $0.isThere }) else {
            return
        }
        if view.health.verdict >= .failing {
            throw Failure(
                .conflict, "\(name) is \(view.health.verdict.rawValue).",
                cause: view.health.reasons.joined(separator: " "), correction: "Name a device that is well.")
        }
        if view.state == .system {
            throw Failure(
                .conflict, "The host lives on \(name).", cause: view.detail, correction: "Name another device.")
        }
    }

    private func chosen(for old: Brick, of set: ReplicaSet) throws -> ReplacementPlanner.Candidate {
        let planner = ReplacementPlanner(replacing: old, of: set, zones: zones)
        if let choice = planner.choose(from: replacementCandidates) { return choice }
        throw Failure(
            .noCapacity, "No device can take the place of \(words(for: old)).",
            cause: "A blank device of at least \(planner.neededSize) is needed on a host that has no other brick of"
                + " \(set.name).", correction: "Put a disk in, or add a host; “mortar device list” shows what there is."
        )
    }

    /// The brick that a blank device can help: one of its own host first.
    private func unwellBrick(
        for choice: ReplacementPlanner.Candidate, at time: Date
    ) throws -> (ReplicaSet, Brick) {
        let conditions = BrickConditions(self, at: time)
        let unwell = replicaSets.sortedByName.flatMap { set in
            set.bricks.filter { conditions.condition(of: $0) != nil }.map { (set, $0) }
        }
        let helped = unwell.filter { ReplacementPlanner(replacing: $1, of: $0).isFit(choice) }
        if let own = helped.first(where: { $1.hostID == choice.hostID }) ?? helped.first { return own }
        if let (set, brick) = unwell.first {
            // Says why not this one.
            _ = try replacement(of: brick, of: set, by: choice, wipe: false)
        }
        throw Failure(
            .conflict, "No brick needs \(words(choice)): all are well.",
            correction: "To move a brick, name its device and, with --with, the new one.")
    }

    private func notABrick(_ device: HostDevice) -> Failure {
        Failure(
            .conflict, "\(hosts[device.hostID]?.name ?? "?"):\(device.device) is no brick.",
            correction: "“mortar device list” shows which devices are bricks.")
    }

    private func words(_ choice: ReplacementPlanner.Candidate) -> String {
        "\(hosts[choice.hostID]?.name ?? "?"):\(choice.device)"
    }
}
