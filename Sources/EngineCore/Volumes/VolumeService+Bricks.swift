package import AgentAPI
import MortarModel
import Placement

extension VolumeService {
    /// Bricks to be added to a volume.
    package struct Extension: Sendable {
        package var bricks: [BrickPlace]
        /// Of everything, from then on; nil for as many as there are.
        package var replicaCount: Int?
        /// Whether the copy that is added is an arbiter.
        package var addsArbiter: Bool
        package var force: Bool

        package init(bricks: [BrickPlace], replicaCount: Int?, addsArbiter: Bool, force: Bool) {
            self.bricks = bricks
            self.replicaCount = replicaCount
            self.addsArbiter = addsArbiter
            self.force = force
        }
    }

    /// Adds whole groups of bricks, or one more copy of everything; gives the new bricks by their names.
    package func add(_ addition: Extension, to id: String, by request: RequestOrigin) async throws -> [VolumeBrick] {
        let volume = try await change(id) { volume in
            let copies = addition.replicaCount ?? volume.replicaCount
            let layout = VolumeLayout(
                copies: copies, hasArbiter: volume.arbiterCount > 0 || (addition.addsArbiter && copies == 3))
            let bricks = try await context.bricks(at: addition.bricks, force: addition.force)
            let shape = VolumeShape(
                bricks: bricks, copies: copies, hasArbiter: layout.hasArbiter, force: addition.force)
            if copies == volume.replicaCount {
                try layout.checkGroups(bricks.count)
                try layout.checkHosts(addition.bricks.map(\.host))
                return .addBricks(shape, addsCopies: false)
            }
            try refuseCopies(of: volume, copies: copies, bricks)
            return .addBricks(shape, addsCopies: true)
        }
        try await tell(
            .bricksAdded, "\(addition.bricks.count) bricks were added to the volume \(volume.name).", request)
        let bricks = try seen(volume.name).bricks.map(\.brick)
        return bricks.filter { brick in !volume.bricks.contains { $0.brick == brick } }
    }

    /// A copy is made of the others: they have to be whole. GlusterFS gives the bricks to the groups in their order.
    private func refuseCopies(of volume: VolumeFacts, copies: Int, _ bricks: [VolumeBrick]) throws {
        let groups = context.inventory.groups(of: volume)
        guard copies == volume.replicaCount + 1, bricks.count == groups.count else {
            throw Failure(
                .invalid, "replica_count \(copies) does not fit \(bricks.count) bricks.",
                cause: "The volume has \(volume.replicaCount) copies of everything in \(groups.count) groups.",
                correction: "Add one copy at a time, with one brick for each group.")
        }
        for (group, brick) in zip(groups, bricks) {
            if group.bricks.contains(where: { $0.brick.host == brick.host }) {
                throw Failure(
                    .invalid, "Two copies of the same data would be on one host, \(brick.host).",
                    correction: "Give each group a brick on another host, in the order of the groups.")
            }
            try context.inventory.permit(.rearrangeSet(group.id), at: context.now())
        }
    }

    /// Takes bricks away whose data was moved away, or where `replicaCount` is smaller than it was, one copy of everything.
    package func remove(
        _ bricks: [VolumeBrick], from id: String, replicaCount: Int?, by request: RequestOrigin
    ) async throws {
        let volume = try await change(id) { volume in
            try volume.require(bricks)
            if let replicaCount, replicaCount < volume.replicaCount {
                try refuseFewerCopies(of: volume, replicaCount, bricks)
                return .reduce(copies: replicaCount, without: bricks)
            }
            try await refuseUnmoved(bricks, of: volume)
            return .commitRemoval(bricks)
        }
        try await tell(
            .bricksRemoved,
            "Bricks were removed from the volume \(volume.name): \(bricks.map(\.words).joined(separator: ", ")).",
            request)
    }

    private func refuseFewerCopies(of volume: VolumeFacts, _ count: Int, _ bricks: [VolumeBrick]) throws {
        let groups = context.inventory.groups(of: volume)
        let taken = groups.map { group in group.bricks.filter { bricks.contains($0.brick) } }
        guard count == volume.replicaCount - 1, count > 0, taken.allSatisfy({ $0.count == 1 }) else {
            throw Failure(
                .invalid, "replica_count \(count) does not fit these bricks.",
                correction: "Take one copy away at a time, with one brick of each group.")
        }
        if volume.arbiterCount > 0, taken.joined().contains(where: { !$0.isArbiter }) {
            throw Failure(
                .invalid, "Only the arbiters can be taken from a volume with arbiters.",
                correction: "Name the arbiter of each group.")
        }
        for brick in bricks { try context.inventory.permit(.replaceBrick(brick.guardID), at: context.now()) }
    }

    /// What was left on the bricks would be lost.
    private func refuseUnmoved(_ bricks: [VolumeBrick], of volume: VolumeFacts) async throws {
        let task = try await context.task(of: volume.name)
        guard let task, task.kind == .removal, Set(task.bricks) == Set(bricks) else {
            throw Failure(
                .conflict, "The data of these bricks was not moved away.",
                cause: task.map { "GlusterFS's last work on the volume: \($0.words)" },
                correction: "Begin with the action migrate on these bricks, and remove them when it is complete.")
        }
        guard task.state == .completed, task.failures == 0, task.skipped == 0 else {
            throw Failure(
                .conflict, "Not all data of these bricks was moved away.", cause: task.words,
                correction: task.state == .inProgress
                    ? "Wait until it is complete." : "Use the action stopmigrate, and migrate again.")
        }
        for group in context.inventory.groups(of: volume)
        where group.bricks.contains(where: { bricks.contains($0.brick) }) {
            try context.inventory.permit(.rearrangeSet(group.id), at: context.now())
        }
        try await context.permit(.moveData, on: volume)
    }
}

extension VolumeFacts {
    /// Refuses bricks that the volume does not have, and none.
    func require(_ wanted: [VolumeBrick]) throws(Failure) {
        if wanted.isEmpty { throw Failure(.invalid, "No bricks are named.", correction: "Name them.") }
        if let other = wanted.first(where: { brick in !bricks.contains { $0.brick == brick } }) {
            throw Failure(
                .notFound, "The volume \(name) has no brick \(other.words).", correction: "List its bricks.")
        }
    }
}

extension VolumeTask {
    /// How it stands, as users read it.
    package var words: String {
        let what = kind == .rebalance ? "A rebalance" : "Moving data away from bricks"
        let how: String =
            switch state {
            case .notStarted: "has not started"
            case .inProgress: "goes on"
            case .stopped: "was stopped"
            case .completed: "is complete"
            case .failed: "failed"
            }
        return "\(what) \(how): \(figures)."
    }

    /// `12 files, 3 MiB moved, 1 failed, 2 left where they are`.
    package var figures: String {
        let rest = [(failures, "failed"), (skipped, "left where they are")].filter { $0.0 > 0 }
        return (["\(files) files, \(bytes) moved"] + rest.map { "\($0.0) \($0.1)" }).joined(separator: ", ")
    }
}
