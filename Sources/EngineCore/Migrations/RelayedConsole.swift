import AgentAPI
import MortarModel
import NIOCore

/// What a guest prints, from one host after another as it moves.
struct RelayedConsole: AsyncSequence, Sendable {
    typealias Output = any AsyncSequence<ByteBuffer, any Error> & Sendable
    /// The host where the guest goes on, and what it prints there; nil when it does not.
    typealias Following = (host: HostID, output: Output)

    let first: Output
    /// Asked when the output of a host has ended.
    let after: @Sendable (HostID) async throws -> Following?
    let host: HostID

    func makeAsyncIterator() -> Iterator {
        Iterator(current: first.makeAsyncIterator(), after: after, host: host)
    }

    struct Iterator: AsyncIteratorProtocol {
        fileprivate var current: any AsyncIteratorProtocol<ByteBuffer, any Error>
        fileprivate let after: @Sendable (HostID) async throws -> Following?
        fileprivate var host: HostID

        mutating func next() async throws -> ByteBuffer? {
            while true {
                if let piece = try await current.next(isolation: #isolation) { return piece }
                guard let following = try await after(host) else { return nil }
                host = following.host
                current = following.output.makeAsyncIterator()
            }
        }
    }
}

extension EngineContext {
    /// What a VM prints after it has left a host, all of it: a host keeps nothing from before the VM came.
    func consoleOutput(of id: VMID, after host: HostID) async throws -> RelayedConsole.Following? {
        let vm = try await store.first { inventory in
            let vm = try inventory.vms.required(id)
            return vm.status == .migrating ? nil : vm
        }
        guard vm.status.occupiesHost, let place = vm.hostID, place != host else { return nil }
        return (place, try await agent(of: place).consoleOutput(id, history: true))
    }
}
