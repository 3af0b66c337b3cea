import Foundation
import LibvirtKit
import MortarModel
import Synchronization

/// The moves of VMs that this agent began, as far as it remembers: libvirt goes on with them when the agent ends.
final class Migrations: Sendable {
    /// A move to be begun.
    struct Departure: Sendable {
        var id: VMID
        var uuid: UUID
        var order: MigrationOrder
    }

    private struct State {
        var underWay: Set<VMID> = []
        var failures: [VMID: Failure] = [:]
    }

    private let state = Mutex(State())
    private let queue = AsyncStream.makeStream(of: Departure.self)

    /// What is to be begun, in order.
    var departures: AsyncStream<Departure> { queue.stream }

    /// Notes a move; false when one goes on already.
    func begin(_ departure: Departure) -> Bool {
        let isNew = state.withLock { state in
            state.failures[departure.id] = nil
            return state.underWay.insert(departure.id).inserted
        }
        if isNew { queue.continuation.yield(departure) }
        return isNew
    }

    func end(_ id: VMID, failure: Failure?) {
        state.withLock { state in
            state.underWay.remove(id)
            state.failures[id] = failure
        }
    }

    func isUnderWay(_ id: VMID) -> Bool { state.withLock { $0.underWay.contains(id) } }
    func failure(of id: VMID) -> Failure? { state.withLock { $0.failures[id] } }
}
