import AgentAPI
import Concurrency
import Foundation
package import Logging
import MortarModel
import Workflow

/// Removes what failed attempts to make a storage domain could not take back, because a host was away.
///
/// Such a domain was never active, so that no disk was ever placed in it. Volumes and bricks are known by the bricks'
/// identities: what a later attempt made under the same name is not touched.
package struct ClearLeftovers: Sendable {
    private static let interval = Duration.seconds(30)

    private let context: EngineContext
    private let logger: Logger

    package init(_ context: EngineContext, logger: Logger) {
        self.context = context
        self.logger = logger
    }

    /// Tries again and again while something is left, until the task is cancelled.
    package func run() async throws {
        while true {
            do {
                try await Self.clear(context)
            } catch {
                try Task.checkCancellation()
                logger.info("leftovers cannot be removed yet", metadata: ["error": "\(error)"])
            }
            try await Task.sleep(for: Self.interval)
        }
    }

    /// Removes all there is; throws what prevents it.
    package static func clear(_ context: EngineContext) async throws {
        for record in context.inventory.workflows where record.hasLeftovers {
            let attempt = try JSONDecoder().decode(CreateStorageDomain.self, from: record.state)
            try await context.pool.take {
                try await deleteVolumes(of: attempt, context)
                _ = try await concurrently(attempt.sets.flatMap(\.bricks)) { brick in
                    try await context.agent(of: brick.hostID).removeBrick(brick.id)
                }
            }
            try await context.store.change { $0.forgetLeftovers(of: record.id, attempt, at: context.now()) }
        }
    }

    private static func deleteVolumes(of attempt: CreateStorageDomain, _ context: EngineContext) async throws {
        let agent = try context.anyPoolAgent()
        let directories = Set(attempt.directories.values)
        for volume in try await agent.volumes() where attempt.sets.contains(where: { $0.name == volume.name }) {
            guard volume.bricks.allSatisfy({ directories.contains($0.brick.directory) }) else { continue }
            _ = try await concurrently(context.inventory.hosts.filter(\.isPoolMember)) { host in
                try await context.agent(of: host.id).unmountVolume(volume.name)
            }
            try await agent.deleteVolume(volume.name)
        }
    }
}

extension WorkflowRecord {
    fileprivate var hasLeftovers: Bool {
        guard workflowKind == CreateStorageDomain.kind, case .failed(_, let leftovers) = phase else { return false }
        return !leftovers.isEmpty
    }
}

extension Inventory {
    fileprivate mutating func forgetLeftovers(of id: WorkflowID, _ attempt: CreateStorageDomain, at time: Date) {
        guard var record = workflows[id], case .failed(let failure, let leftovers) = record.phase, !leftovers.isEmpty
        else { return }
        record.leftovers = []
        record.phase = .failed(failure, leftovers: [])
        workflows[id] = record
        addEvent(
            .leftoversRemoved,
            "What was left of a failed attempt to make storage domain \(attempt.domain.name) was removed.", at: time)
    }
}
