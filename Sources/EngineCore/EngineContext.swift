package import AgentAPI
package import Concurrency
package import MortarModel

package import struct Foundation.Date

/// What workflows, services and reconcilers work with.
package struct EngineContext: Sendable {
    package typealias Connect = @Sendable (Host) throws -> any HostAgent

    package let store: InventoryStore
    /// Changes of the trusted pool happen one at a time, cluster-wide, and while nobody has a command about volumes running.
    package let pool = SharedTurn()
    /// Split-brains are decided one at a time, cluster-wide: two decisions about one file could mix its versions.
    package let heals = Turn()
    /// What is to be carried through by ``Workflows``.
    package let begun = BegunWorkflows()
    package let now: @Sendable () -> Date
    private let connect: Connect

    /// - Parameter connect: gives the agent of a host; cheap, because it is asked for every call.
    package init(store: InventoryStore, connect: @escaping Connect, now: @escaping @Sendable () -> Date = { Date() }) {
        self.store = store
        self.connect = connect
        self.now = now
    }

    package var inventory: Inventory { store.inventory }

    package func agent(of id: HostID) throws -> any HostAgent {
        try connect(try inventory.hosts.required(id))
    }

    /// The agent of any host that is up and in the trusted pool, the same one as long as it stays so.
    ///
    /// Throws `hostUnreachable` when there is none.
    package func anyPoolAgent() throws -> any HostAgent { try connect(try anyPoolHost()) }

    /// The host whose agent that is.
    package func anyPoolHost() throws -> Host {
        let inventory = inventory
        let usable = inventory.hosts.sortedByName.filter { $0.isPoolMember && $0.status == .up }
        guard let host = usable.first else {
            throw Failure(
                .hostUnreachable, "No host of the trusted pool answers.",
                correction: "Bring a host up: “mortar host list” tells their states.")
        }
        return host
    }
}
