import AgentAPI
import HashTreeCollections
import MortarModel
import Placement

import struct Foundation.Date

extension Inventory {
    /// One replacement for each brick of the lost host that nobody rebuilds yet, on devices of its successor.
    ///
    /// Throws when the successor has too few, with what it lacks.
    func replacements(for workflow: ReplaceHost) throws -> [ReplaceBrick] {
        var free = replacementCandidates(on: workflow.successor)
        return try bricks(left: workflow).map { set, old in
            let planner = ReplacementPlanner(replacing: old, of: set)
            guard let choice = planner.choose(from: free) else {
                throw lacksDevice(workflow, planner.neededSize, for: set)
            }
            free.removeAll { $0 == choice }
            let new = newBrick(
                on: HostDevice(hostID: choice.hostID, device: choice.device), size: choice.size,
                isArbiter: old.isArbiter)
            return ReplaceBrick(set: set, old: old, new: new)
        }
    }

    /// Whether a replacement of the whole host is about to rebuild its bricks.
    func isBeingReplaced(_ host: HostID) throws -> Bool {
        try underWay(ReplaceHost.self) { $0.lost.id == host } != nil
    }

    /// Largest first, so that the largest devices are not gone when they are needed.
    private func bricks(left workflow: ReplaceHost) -> [(set: ReplicaSet, brick: Brick)] {
        let host = workflow.lost.id
        // What new hardware has was rebuilt by an attempt before.
        let there = observations.hosts[workflow.successor]?.facts.bricks.filter(\.isMounted).map(\.id) ?? []
        let left = replicaSets.filter { $0.work == nil }.flatMap { set in
            set.bricks.filter { $0.hostID == host && !there.contains($0.id) }.map { (set: set, brick: $0) }
        }
        return left.sorted { ($1.brick.size, $0.set.name) < ($0.brick.size, $1.set.name) }
    }

    private func lacksDevice(_ workflow: ReplaceHost, _ size: ByteCount, for set: ReplicaSet) -> Failure {
        let host = hosts[workflow.successor]?.name ?? workflow.successor.rawValue
        let needed = bricks(left: workflow).count
        return Failure(
            .noCapacity, "\(host) has no blank device of at least \(size) for its brick of \(set.name).",
            cause: "\(needed) devices are needed for \(needed) bricks of \(workflow.lost.name).",
            correction: "Put disks in, or make used ones blank with “mortar device provision --wipe”; then ask again.")
    }

    private func replacementCandidates(on host: HostID) -> [ReplacementPlanner.Candidate] {
        replacementCandidates.filter { $0.hostID == host }
    }

    /// Refuses what makes no sense before anything is done.
    func refuseReplacement(of lost: Host, by successor: Host) throws {
        if lost.id != successor.id {
            guard successor.isPoolMember, successor.status == .up else {
                throw Failure(
                    .conflict, "Host \(successor.name) is \(successor.status.rawValue).",
                    correction: "Add it to the cluster, or bring it up, first.")
            }
        }
        guard [.nonResponsive, .installFailed, .installing].contains(hosts[lost.id]?.status ?? .up) else {
            throw Failure(
                .conflict, "Host \(lost.name) answers: it is not lost.",
                correction: "Switch it off for good first, or move its bricks with “mortar device replace”.")
        }
        if let vm = vms(on: lost.id).first(where: { $0.status.occupiesHost && $0.status != .unknown }) {
            throw Failure(.conflict, "VM \(vm.name) is on host \(lost.name).", correction: "Stop it first.")
        }
    }

    /// Refuses to forget a lost host that has come back meanwhile: its VMs would be taken for ended, and started twice.
    func refuseReturn(of lost: Host) throws {
        let status = hosts[lost.id]?.status ?? .nonResponsive
        let vm =
            vms(on: lost.id).first { $0.status.occupiesHost && $0.status != .unknown }
            ?? vms(migratingTo: lost.id).first
        let isConnected = observations.guarded.peers[lost.id]?.value == true
        if [.nonResponsive, .installFailed].contains(status), vm == nil, !isConnected { return }
        throw Failure(
            .conflict, "Host \(lost.name) is not lost any more; it is not forgotten.",
            cause: vm.map { "VM \($0.name) is on it." }
                ?? (isConnected ? "Its storage service answers." : "It is \(status.rawValue)."),
            correction: "Its bricks are rebuilt. Switch it off for good and give the command again, or keep it.",
            objects: ["host \(lost.name)"])
    }

    mutating func finish(_ workflow: ReplaceHost, at time: Date) throws {
        if !workflow.isNewHardware {
            guard hosts[workflow.lost.id] != nil else { return }
            try refuseReturn(of: workflow.lost)
            // Whoever replaces a host has said that it is off for good.
            for vm in vms(on: workflow.lost.id) { vms[vm.id]?.enter(.down, at: time) }
            hosts[workflow.lost.id] = nil
        }
        let words = workflow.isNewHardware ? "new hardware" : "host \(hosts[workflow.successor]?.name ?? "?")"
        addEvent(
            .hostReplaced, "Host \(workflow.lost.name) was replaced by \(words); its bricks are whole.", at: time,
            about: workflow.subjects)
    }
}
