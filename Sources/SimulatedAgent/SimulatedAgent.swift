package import AgentAPI
import Foundation
import MortarModel

/// A host's agent that acts on a ``SimulatedCluster`` instead of a machine.
package struct SimulatedAgent: HostAgent {
    let cluster: SimulatedCluster
    let address: String

    package func facts(maxAge: Duration) async throws -> HostFacts {
        try cluster.perform("facts", at: address) { state in
            guard let host = state.hosts[address] else { throw SimulatedCluster.unreachable(address) }
            let stopped = state.hosts.values.filter { !$0.isGlusterRunning || !$0.hasPower }.map(\.address)
            return HostFacts(host, pool: state.pool, stopped: Set(stopped))
        }
    }

    package func changes() async throws -> any AsyncSequence<HostChange, any Error> & Sendable {
        let listener = UUID()
        try cluster.perform("changes", at: address) { $0.hosts[address]?.mailboxes[listener] = [.heartbeat] }
        return AsyncThrowingStream { try await next(for: listener) }
    }

    /// The listener's next change, or a heartbeat when a second has passed without one.
    private func next(for listener: UUID) async throws -> HostChange {
        let end = ContinuousClock.now + .seconds(1)
        while ContinuousClock.now < end {
            let change = try cluster.perform("listen", at: address) { state -> HostChange? in
                guard let first = state.hosts[address]?.mailboxes[listener]?.first else { return nil }
                state.hosts[address]?.mailboxes[listener]?.removeFirst()
                return first
            }
            if let change { return change }
            try await Task.sleep(for: .milliseconds(20))
        }
        return .heartbeat
    }

    // MARK: Trusted pool

    package func setHostNames(_ names: [HostName]) async throws {
        try cluster.perform("setHostNames", at: address) { $0.hosts[address]?.names = names }
    }

    package func startGluster() async throws {
        try cluster.perform("startGluster", at: address) { state in
            state.hosts[address]?.isGlusterRunning = true
            if state.pool.isEmpty { state.pool = [address] }
        }
    }

    package func stopGluster() async throws {
        try cluster.perform("stopGluster", at: address) { $0.hosts[address]?.isGlusterRunning = false }
    }

    package func addPeer(_ name: String) async throws {
        try cluster.perform("addPeer", at: address) { state in
            guard state.hosts[name]?.isGlusterRunning == true else {
                throw Failure(.toolFailed, "Probe of \(name) failed.", cause: "Transport endpoint is not connected")
            }
            state.pool.formUnion([address, name])
        }
    }

    package func removePeer(_ name: String) async throws {
        try cluster.perform("removePeer", at: address) { _ = $0.pool.remove(name) }
    }

    package func rejoinPool(_ identity: PoolIdentity) async throws {
        try cluster.perform("rejoinPool", at: address) { state in
            guard identity.uuid == address, state.pool.contains(address) else {
                throw Failure(.conflict, "The pool does not know \(identity.uuid).")
            }
            state.hosts[address]?.isGlusterRunning = true
        }
    }
}

extension HostFacts {
    /// - Parameter stopped: hosts whose storage service does not run.
    fileprivate init(_ host: SimulatedCluster.SimulatedHost, pool: Set<String>, stopped: Set<String>) {
        let used = host.vms.values.reduce(0) { $0 + $1.memory.bytes }
        self.init(
            observed: Date(), bootID: host.bootID, hostname: host.address, operatingSystem: "Simulated",
            kernel: "0", versions: .init(agent: "0", gluster: "10.3", libvirt: "9.0.0", qemu: "7.2"),
            cpus: .init(count: 8, model: "SIM", load: 0),
            memory: .init(total: host.memory, available: host.memory - ByteCount(used)), hasKVM: true,
            libgfapi: .init(.passed, detail: "simulated"),
            nics: [
                .init(
                    name: "eth0", mac: "00:00:00:00:00:00", mtu: 1500, isUp: true, addresses: ["\(host.address)/24"],
                    receivedBytes: 0, sentBytes: 0)
            ],
            devices: host.devices, bricks: Array(host.bricks.values), mounts: host.mounts.sorted(),
            gluster: .init(
                isRunning: host.isGlusterRunning, uuid: host.address,
                peers: pool.subtracting([host.address]).sorted().map {
                    .init(uuid: $0, names: [$0], isConnected: !stopped.contains($0))
                }),
            vms: Array(host.vms.values), migrations: host.migrations, machineID: host.address)
    }
}
