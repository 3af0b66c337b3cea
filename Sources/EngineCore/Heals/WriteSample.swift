import AgentAPI
import Concurrency
import HashTreeCollections
import MortarModel

/// What the VMs of a replica set had written at one moment.
struct WriteSample: Sendable {
    /// VMs that run with a disk on the set.
    var vms: Set<VMID>
    /// By VM; those that could not be asked are missing.
    var writes: [VMID: GuestWrites]

    /// What a write took on average since an earlier sample.
    ///
    /// Zero where no VM is there to be disturbed. Nil while it cannot be told: nobody's write was done since, be it that nobody
    /// wrote or that all writes hang. A VM that was started anew or has moved counts from the next sample on.
    func latency(since earlier: WriteSample) -> Duration? {
        if vms.isEmpty { return .zero }
        var (requests, time) = (Int64(0), Duration.zero)
        for (vm, now) in writes {
            guard let before = earlier.writes[vm], now.requests > before.requests, now.time >= before.time else {
                continue
            }
            requests += now.requests - before.requests
            time += now.time - before.time
        }
        return requests > 0 ? time / Double(requests) : nil
    }
}

extension EngineContext {
    /// Asks the hosts of all VMs that run with a disk on a replica set.
    func sampleWrites(on set: ReplicaSet) async throws -> WriteSample {
        let inventory = inventory
        let disks = Set(inventory.disks.filter { $0.replicaSetID == set.id }.map(\.id))
        let vms = inventory.vms.filter { vm in
            vm.status.occupiesHost && vm.status != .unknown && !disks.isDisjoint(with: vm.disks)
        }
        let told = try await concurrently(Set(vms.compactMap(\.hostID))) { host in
            do {
                return try await agent(of: host).guestWrites()
            } catch let failure as Failure where [.hostUnreachable, .timedOut, .toolFailed].contains(failure.code) {
                // VMs of a host that does not tell do not count.
                return []
            }
        }
        let ids = Set(vms.map(\.id))
        let writes = told.joined().filter { ids.contains($0.vm) }.map { ($0.vm, $0) }
        return WriteSample(vms: ids, writes: Dictionary(writes, uniquingKeysWith: { first, _ in first }))
    }
}
