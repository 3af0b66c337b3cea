import AgentAPI
import Concurrency
import HashTreeCollections
import MortarModel
import Placement

/// GlusterFS moving data of a volume by itself, begun and watched by a workflow.
struct VolumeMove: Sendable {
    /// Between two questions, each of which goes to all hosts.
    private static let interval = Duration.seconds(2)

    /// Its name.
    let volume: String

    /// Asks the guard and begins, with nothing in between.
    func begin(_ order: VolumeOrder, _ context: EngineContext) async throws {
        try await context.pool.take {
            try await context.observeForGuard(volumes: [volume])
            try await context.permitMoves(of: try context.inventory.changeable(volume))
            try await context.anyPoolAgent().changeVolume(order)
        }
    }

    /// Returns when all is moved; throws when it failed or was stopped. It is stopped when VMs begin to use a volume that must not
    /// be moved under them.
    func watch(
        _ kind: VolumeTask.Kind, stoppingBy stop: VolumeOrder, _ context: EngineContext
    ) async throws -> VolumeTask {
        while true {
            if let task = try await task(context) {
                context.store.observe { $0.volumeTasks[volume] = task }
                if let end = try end(of: task, kind) { return end }
            } else {
                context.store.observe { $0.volumeTasks[volume] = nil }
                throw stopped(nil)
            }
            try await stopUnderGuests(by: stop, context)
            try await Task.sleep(for: Self.interval)
        }
    }

    func progress(_ outcome: VolumeTask?, in inventory: Inventory) -> StepProgress? {
        (outcome ?? inventory.observations.volumeTasks[volume]).map { StepProgress(percent: nil, detail: $0.figures) }
    }

    /// Hosts that do not answer for a moment are asked again: it goes on without them.
    private func task(_ context: EngineContext) async throws -> VolumeTask? {
        try await retry(
            for: .seconds(600), every: .seconds(3), while: [.hostUnreachable, .timedOut, .toolFailed, .busy]
        ) { try await context.task(of: volume) }
    }

    /// Nil while it goes on.
    private func end(of task: VolumeTask, _ kind: VolumeTask.Kind) throws -> VolumeTask? {
        if task.kind != kind { throw stopped(task) }
        switch task.state {
        case .inProgress, .notStarted: return nil
        case .completed: return task
        case .stopped: throw stopped(task)
        case .failed:
            throw Failure(
                .toolFailed, "GlusterFS could not move all data.", cause: task.words,
                correction: "See /var/log/glusterfs/\(volume)-rebalance.log on the hosts, and begin again.",
                objects: ["volume \(volume)"])
        }
    }

    private func stopped(_ task: VolumeTask?) -> Failure {
        Failure(
            .cancelled, "Somebody ended it.", cause: task?.words,
            correction: "What was moved stays where it is; begin again when you like.", objects: ["volume \(volume)"])
    }

    /// A guard that cannot tell stops nothing that has begun.
    private func stopUnderGuests(by stop: VolumeOrder, _ context: EngineContext) async throws {
        guard let facts = context.inventory.observations.volumes[volume]?.facts, VolumeGuard.isSharded(facts.options)
        else { return }
        let users = try await context.users(of: facts)
        let guests = users.hosts.values.compactMap { $0?.value.guests }.joined()
        guard let guest = guests.sorted().first else { return }
        try await context.pool.share { try await context.anyPoolAgent().changeVolume(stop) }
        throw Failure(
            .conflict, "It was stopped because the VM \(guest) has begun to use the volume.",
            cause: "The volume has features.shard on, and data that is moved while a VM writes to it corrupts images.",
            correction: "Stop the VM and look at its files; then begin again.", objects: ["volume \(volume)"])
    }
}
