package import AgentAPI
import Concurrency
package import MortarModel
import Placement

extension VolumeService {
    /// Begins to move data to where it belongs after bricks were added.
    package func rebalance(_ id: String, _ mode: RebalanceMode, by request: RequestOrigin) async throws -> Job {
        let name = try await context.volumeName(id)
        let volume = try await observed(name)
        try await context.permitMoves(of: volume)
        guard context.inventory.groups(of: volume).count > 1 else {
            throw Failure(
                .conflict, "The volume \(name) has one group of bricks: nothing can be moved.",
                correction: "Add bricks first.")
        }
        let workflow = RebalanceVolume(volume: name, mode: mode)
        return try await workflows.start(workflow, by: request) { try $0.refuseWork(on: try $0.changeable(name)) }
    }

    package func stopRebalance(_ id: String, by request: RequestOrigin) async throws {
        let name = try await stop(id, .stopRebalance) { task in
            guard task?.kind == .rebalance, task?.state == .inProgress else {
                throw Failure(.conflict, "No rebalance of the volume goes on.", correction: "Nothing is to be stopped.")
            }
        }
        try await tell(.rebalanceStopped, "The rebalance of volume \(name) was stopped.", request)
    }

    /// Begins to move data away from bricks that are to be removed.
    package func migrate(_ bricks: [VolumeBrick], of id: String, by request: RequestOrigin) async throws -> Job {
        let name = try await context.volumeName(id)
        let volume = try await observed(name)
        try volume.require(bricks)
        let groups = context.inventory.groups(of: volume)
        let leaving = groups.filter { $0.bricks.contains { bricks.contains($0.brick) } }
        guard leaving.flatMap(\.bricks).count == bricks.count, leaving.count < groups.count else {
            throw Failure(
                .invalid, "These bricks cannot leave the volume \(name).",
                cause: leaving.count == groups.count
                    ? "No other bricks would be left." : "Copies of the same data leave together.",
                correction: "Name all bricks of some of its groups: \(volume.replicaCount) that follow each other.")
        }
        try await context.permitMoves(of: volume)
        let workflow = MigrateVolumeBricks(volume: name, bricks: bricks)
        return try await workflows.start(workflow, by: request) { try $0.refuseWork(on: try $0.changeable(name)) }
    }

    /// Ends the moving of data away from bricks, which stay; what was moved stays where it is.
    package func stopMigration(_ bricks: [VolumeBrick], of id: String, by request: RequestOrigin) async throws {
        let name = try await stop(id, .stopRemoval(bricks)) { task in
            try task.require(bricks)
        }
        try await tell(
            .bricksKept, "Bricks of volume \(name) stay; data is not moved away from them any more.", request)
    }

    /// Keeps bricks whose data was moved away.
    package func keep(_ bricks: [VolumeBrick], of id: String, by request: RequestOrigin) async throws {
        let volume = try await change(id) { volume in
            let task = try await context.task(of: volume.name)
            try task.require(bricks)
            guard let task, task.state == .completed else {
                throw Failure(
                    .conflict, "The data of these bricks is not moved away.", cause: task?.words,
                    correction: "Wait until it is, or use the action stopmigrate.")
            }
            try await context.permit(.moveData, on: volume)
            return .stopRemoval(bricks)
        }
        try await tell(
            .bricksKept, "Bricks of volume \(volume.name) whose data was moved away are used again.", request)
    }

    /// Also while a job waits for it, which ends by it.
    private func stop(
        _ id: String, _ change: VolumeChange, unless refuse: (VolumeTask?) throws -> Void
    ) async throws -> String {
        let name = try await context.volumeName(id)
        try await context.pool.take {
            try context.inventory.refuseOwn(try seen(name))
            let agent = try context.anyPoolAgent()
            try refuse(try await context.task(of: name))
            try await agent.changeVolume(VolumeOrder(volume: name, change: change))
        }
        return name
    }
}

extension VolumeTask? {
    /// Refuses when data is moved away from other bricks, or none.
    fileprivate func require(_ bricks: [VolumeBrick]) throws(Failure) {
        guard let self, self.kind == .removal, Set(self.bricks) == Set(bricks) else {
            throw Failure(
                .conflict, "Data is not moved away from these bricks.", cause: self.map(\.words),
                correction: "Name exactly those that the action migrate was given.")
        }
    }
}

extension EngineContext {
    /// Refuses to move data of a volume that is not whole or that VMs write to in pieces.
    func permitMoves(of volume: VolumeFacts) async throws {
        guard volume.isStarted else {
            throw Failure(.conflict, "The volume \(volume.name) is not started.", correction: "Start it first.")
        }
        for group in inventory.groups(of: volume) { try inventory.permit(.rearrangeSet(group.id), at: now()) }
        try await permit(.moveData, on: volume)
    }
}
