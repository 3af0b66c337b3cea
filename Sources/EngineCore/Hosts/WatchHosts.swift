import AgentAPI
import Foundation
import HashTreeCollections
package import Logging
import MortarModel

/// Listens to every host's agent and keeps hosts' statuses and VMs' states true.
package struct WatchHosts: Sendable {
    /// Facts that no change announces, such as memory and load, are asked for this often.
    private static let factsInterval = Duration.seconds(20)
    /// What only tools can tell costs a host several programs, and an idle agent shall take less than a hundredth of a processor.
    private static let toolFactsInterval = Duration.seconds(60)
    private static let retryInterval = Duration.seconds(1)

    private let context: EngineContext
    private let logger: Logger
    private let started: Date

    package init(_ context: EngineContext, logger: Logger) {
        self.context = context
        self.logger = logger
        started = context.now()
    }

    /// Runs until the task is cancelled.
    package func run() async throws {
        try await withThrowingDiscardingTaskGroup { group in
            group.addTask { try await judgeAll() }
            var watched: Set<HostID> = []
            let changes = context.store.changes()
            repeat {
                for host in context.inventory.hosts where watched.insert(host.id).inserted {
                    group.addTask { try await watch(host.id) }
                }
            } while await changes.first { _ in true } != nil
        }
    }

    // MARK: Listening

    /// Listens to one host until it is removed.
    private func watch(_ id: HostID) async throws {
        while context.inventory.hosts[id] != nil {
            do {
                try await listen(to: id)
            } catch {
                try Task.checkCancellation()
                logger.debug("host does not answer", metadata: ["host": "\(id)", "error": "\(error)"])
            }
            try await Task.sleep(for: Self.retryInterval)
        }
    }

    private func listen(to id: HostID) async throws {
        let agent = try context.agent(of: id)
        try await takeFacts(of: id, from: agent)
        try await agent.setHostNames(context.inventory.hostNames)
        try await withThrowingTaskGroup { group in
            group.addTask { try await follow(id, agent) }
            group.addTask { try await askRegularly(id, agent) }
            group.addTask { try await noticeSilence(of: id) }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    private func follow(_ id: HostID, _ agent: any HostAgent) async throws {
        for try await change in try await agent.changes() {
            switch change {
            case .heartbeat: heard(id)
            case .facts:
                context.store.observe { $0.changed = context.now() }
                try await takeFacts(of: id, from: agent)
            case .vm(let facts):
                heard(id)
                try await context.store.change { $0.take(facts, on: id, at: context.now()) }
                if facts.reason == VMState.movedAway { try await look(for: facts.id, besides: id) }
            }
        }
    }

    /// Asks the other hosts at once for a VM that has left this one, unless its own job knows where it is.
    private func look(for vm: VMID, besides id: HostID) async throws {
        guard context.inventory.vms[vm]?.status == .unknown else { return }
        for host in context.inventory.hosts.sortedByName where host.id != id && host.status == .up {
            do {
                try await takeFacts(of: host.id, from: try context.agent(of: host.id))
            } catch is Failure {
                // Its own watch notices.
                continue
            }
        }
    }

    private func askRegularly(_ id: HostID, _ agent: any HostAgent) async throws {
        while context.inventory.hosts[id] != nil {
            try await Task.sleep(for: Self.factsInterval)
            try await takeFacts(of: id, from: agent, maxAge: Self.toolFactsInterval)
        }
    }

    /// Returns when nothing was heard for too long, so that the connection is made anew.
    private func noticeSilence(of id: HostID) async throws {
        while silence(of: id) <= HostHealth.patience { try await Task.sleep(for: .seconds(1)) }
    }

    private func takeFacts(of id: HostID, from agent: any HostAgent, maxAge: Duration = .zero) async throws {
        let asked = context.now()
        let facts = try await agent.facts(maxAge: maxAge)
        context.store.observe { observations in
            let known = observations.hosts[id]?.facts
            // Somebody else may have asked later and been answered sooner.
            let isNewer = known.map { $0.bootID != facts.bootID || $0.observed <= facts.observed } ?? true
            let newest = isNewer ? facts : known ?? facts
            observations.hosts[id] = HostObservation(facts: newest, lastHeard: context.now())
        }
        guard context.inventory.wouldChange(facts.vms, on: id, asked: asked) else { return }
        try await context.store.change { $0.take(facts.vms, on: id, asked: asked, at: context.now()) }
    }

    private func heard(_ id: HostID) {
        context.store.observe { $0.hosts[id]?.lastHeard = context.now() }
    }

    private func silence(of id: HostID) -> TimeInterval {
        let last = context.inventory.observations.hosts[id]?.lastHeard ?? started
        return context.now().timeIntervalSince(last)
    }

    // MARK: Judging

    private func judgeAll() async throws {
        while true {
            let silences = Dictionary(
                uniqueKeysWithValues: context.inventory.hosts.map { ($0.id, silence(of: $0.id)) })
            if !context.inventory.judgements(silences).isEmpty {
                try await context.store.change { $0.judgeHosts(silences, at: context.now()) }
                context.store.observe { $0.changed = context.now() }
            }
            try await Task.sleep(for: .seconds(1))
        }
    }
}
