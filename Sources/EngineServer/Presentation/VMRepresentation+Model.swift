import AgentAPI
import EngineCore
import HashTreeCollections
import MortarModel
import OVirtAPI

extension VMRepresentation {
    init(_ vm: VM, in inventory: Inventory, follow: FollowQuery) {
        self.init(id: vm.id.rawValue)
        name = vm.name
        description = vm.description
        status = vm.status.rawValue
        cluster = Linked(id: vm.clusterID.rawValue)
        host = vm.hostID.map { Linked(id: $0.rawValue) }
        host?.name = vm.hostID.flatMap { inventory.hosts[$0]?.name }
        memory = vm.memory.bytes
        memoryPolicy = MemoryPolicyRepresentation()
        memoryPolicy?.ballooning = false
        memoryPolicy?.guaranteed = vm.memory.bytes
        memoryPolicy?.max = vm.memory.bytes
        cpu = CPURepresentation()
        cpu?.architecture = "x86_64"
        cpu?.topology = CPUTopology(sockets: vm.cpus)
        if vm.status == .up { started = vm.statusSince }
        if vm.status == .down { stopped = vm.statusSince }
        fixed.highAvailability = EnabledRepresentation(vm.isHighlyAvailable ?? false, priority: 0)
        fixed.placementPolicy = VMPlacementPolicy(vm, in: inventory)
        diskAccess = inventory.running(vm)?.access?.rawValue
        diskAccessPolicy = vm.diskAccess.flatMap { VMDiskAccessChoice(rawValue: $0.rawValue) } ?? .cluster
        if vm.hasClosedDisk == true { statusDetail = "a disk is closed: stop it and start it" }
        if let target = vm.migration?.target { statusDetail = "to host \(inventory.hosts[target]?.name ?? "?")" }
        if follow.includes("disk_attachments") {
            diskAttachments = inventory.attachments(of: vm, follow: follow.within("disk_attachments"))
        }
        if follow.includes("cluster"), let cluster = inventory.clusters[vm.clusterID] {
            self.cluster = Linked(ClusterRepresentation(cluster, in: inventory))
        }
        if follow.includes("host"), let host = vm.hostID.flatMap({ inventory.hosts[$0] }) {
            self.host = Linked(HostRepresentation(host, in: inventory))
        }
    }
}

extension VMPlacementPolicy {
    fileprivate init(_ vm: VM, in inventory: Inventory) {
        let hosts = vm.pinnedHosts.map { ids in
            ids.map { id in
                Reference(
                    id: id.rawValue, href: HostRepresentation.href(id.rawValue), name: inventory.hosts[id]?.name)
            }.sorted { ($0.name ?? "", $0.id ?? "") < ($1.name ?? "", $1.id ?? "") }
        }
        self.init(affinity: (vm.affinity ?? .migratable).rawValue, hosts: hosts)
    }
}

extension Inventory {
    /// A VM as its host last told it.
    fileprivate func running(_ vm: VM) -> VMFacts? {
        vm.hostID.flatMap { observations.hosts[$0]?.facts.vms.first { $0.id == vm.id } }
    }
}

extension SearchFields where Object == VM {
    static func vms(_ inventory: Inventory) -> Self {
        .init(
            prefixes: ["vm"], defaults: ["name", "description"],
            fields: [
                "id": { [.text($0.id.rawValue)] },
                "name": { [.text($0.name)] },
                "description": { [.text($0.description)] },
                "status": { [.word($0.status.rawValue)] },
                "memory": { [.number(Double($0.memory.bytes >> 20))] },
                "cluster": { inventory.clusters[$0.clusterID].map { [.text($0.name)] } ?? [] },
                "cluster.name": { inventory.clusters[$0.clusterID].map { [.text($0.name)] } ?? [] },
                "datacenter": { inventory.dataCenters(of: $0.clusterID) },
                "host": { $0.hostID.flatMap { inventory.hosts[$0] }.map { [.text($0.name)] } ?? [] },
                "host.name": { $0.hostID.flatMap { inventory.hosts[$0] }.map { [.text($0.name)] } ?? [] },
                "template": { _ in [.text("Blank")] },
                "template.name": { _ in [.text("Blank")] },
                "pool": { _ in [] },
                "tag": { _ in [] },
            ])
    }
}
