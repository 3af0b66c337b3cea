import AgentAPI
import HashTreeCollections
import MortarModel
import Placement

extension Inventory {
    /// What VMs are never promised of a host's memory: the system, its services and bricks need it.
    ///
    /// More than oVirt's 321 MiB, because of the bricks.
    private static let ownMemory = ByteCount.mebibytes(512)

    /// A host as placement sees it.
    ///
    /// - Parameters:
    ///   - residents: VMs that are on the host or on their way to it.
    ///   - vm: the VM that is to be placed, if it is on the host now.
    func candidate(_ host: Host, residents: [VM], leaving vm: VM?) -> CandidateHost {
        let facts = observations.hosts[host.id]?.facts
        var candidate = CandidateHost(
            id: host.id, name: host.name, status: host.status, cpus: facts?.cpus.count ?? 0,
            totalMemory: facts?.memory.total ?? .zero, freeMemory: .zero)
        guard let facts else { return candidate }
        candidate.zone = host.zone
        candidate.cpuModel = facts.cpus.model
        candidate.load = facts.cpus.load
        candidate.access = facts.libgfapi.verdict == .failed ? [.fuse] : [.fuse, .libgfapi]
        candidate.freeMemory = freeMemory(facts, residents: residents, leaving: vm)
        return candidate
    }

    /// What VMs were promised is gone, whether or not their guests have touched it, and whether or not the facts are old.
    private func freeMemory(_ facts: HostFacts, residents: [VM], leaving vm: VM?) -> ByteCount {
        let seen = Set(facts.vms.map(\.id))
        let promised = residents.reduce(ByteCount.zero) { $0 + taken(by: $1) }
        let unseen = residents.filter { !seen.contains($0.id) || $0.status == .waitForLaunch }
        let coming = unseen.reduce(ByteCount.zero) { $0 + taken(by: $1) }
        let returned = vm.map { seen.contains($0.id) ? taken(by: $0) : .zero } ?? .zero
        return min(facts.memory.available - coming + returned, facts.memory.total - Self.ownMemory - promised)
    }

    private func taken(by vm: VM) -> ByteCount { vm.memory + VMDemand.overhead }
}
