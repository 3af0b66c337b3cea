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
        let facts = try await concurrently(inventory.hosts.filter(\.isPoolMember)) { host in
            (host.id, try await agent(of: host.id).facts())
        }
        let time = now()
        store.observe { observations in
            for (id, facts) in facts { observations.hosts[id] = HostObservation(facts: facts, lastHeard: time) }
        }
    }
}
