import MortarClient
import MortarModel
import OVirtAPI
import Testing

/// Where a VM is, and where its disks are.
struct VMPlace {
    /// What the engine tells at one moment.
    struct Facts {
        var hosts: [HostRepresentation]
        var sets: [ReplicaSetRepresentation]
        var disks: [DiskRepresentation]
    }

    var name: String
    /// Nil where it is not up.
    var host: String?
    /// The replica sets of its disks.
    var sets: Set<String>
    /// Hosts that have a copy of all its disks.
    var near: Set<String>

    /// - Parameter vm: its disks are called after it.
    init(_ vm: VMRepresentation, _ facts: Facts) {
        let name = vm.name ?? ""
        self.name = name
        host = vm.status == "up" ? facts.hosts.first { $0.id == vm.host?.id }?.name : nil
        let disks = facts.disks.filter { $0.name?.hasPrefix("\(name)-") == true }
        let used = Set(disks.compactMap(\.replicaSet?.name))
        sets = used
        let copies = facts.sets.filter { used.contains($0.name ?? "") }.map { set in
            Set((set.bricks ?? []).compactMap { $0.host?.name })
        }
        near = copies.dropFirst().reduce(copies.first ?? []) { $0.intersection($1) }
    }
}

extension TestCluster {
    /// Of all VMs, by name.
    func places() async throws -> [VMPlace] {
        try await connected { client in
            let facts = VMPlace.Facts(
                hosts: try await client.list(HostRepresentation.self), sets: try await replicaSets(client),
                disks: try await client.list(DiskRepresentation.self))
            let vms = try await client.list(VMRepresentation.self)
            return vms.map { VMPlace($0, facts) }.sorted { $0.name < $1.name }
        }
    }
}
