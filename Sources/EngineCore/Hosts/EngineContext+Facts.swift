import AgentAPI
import Concurrency
import HashTreeCollections
import MortarModel

extension EngineContext {
    /// Asks a host for its facts now; throws when it does not answer.
    func observeFacts(of id: HostID) async throws {
        let facts = try await agent(of: id).facts()
        store.observe { $0.hosts[id] = HostObservation(facts: facts, lastHeard: now()) }
    }

    /// Asks every member of the trusted pool for its facts now; throws when one does not answer.
    func observePoolMembers() async throws {
        try await observe(Set(inventory.hosts.filter(\.isPoolMember).map(\.id)))
    }

    /// Asks these hosts for their facts now; throws when one does not answer.
    func observe(_ hosts: Set<HostID>) async throws {
        let facts = try await concurrently(hosts) { id in (id, try await agent(of: id).facts()) }
        let time = now()
        store.observe { observations in
            for (id, facts) in facts { observations.hosts[id] = HostObservation(facts: facts, lastHeard: time) }
        }
    }
}
