import AgentAPI
import EngineCore
import HashTreeCollections
import MortarModel
import OVirtAPI

extension HostRepresentation {
    /// - Parameter book: of the inventory, where several hosts are shown with their devices.
    init(_ host: Host, in inventory: Inventory, follow: FollowQuery = .nothing, book: DeviceBook? = nil) {
        self.init(id: host.id.rawValue)
        name = host.name
        address = host.address
        cluster = Linked(id: host.clusterID.rawValue)
        status = host.status.rawValue
        mortar.storageAddress = host.storageAddress
        mortar.zone = host.zone?.rawValue
        mortar.keepsBricks = host.keepsBricks ?? false
        mortar.upgrade = host.upgrade?.rawValue
        let pending = inventory.observations.upgrades[host.id]
        mortar.rebootReason = pending?.rebootReason
        fixed.updateAvailable = pending?.packages.isEmpty == false
        if inventory.observations.carriesEngine(host.id) { hostedEngine = HostedEngineRepresentation(isActive: true) }
        let vms = inventory.vms(on: host.id)
        summary = VMSummary(
            active: vms.count { $0.status == .up }, migrating: vms.count { $0.status == .migrating },
            total: vms.count)
        if let observation = inventory.observations.hosts[host.id] {
            take(observation, host, inventory)
        }
        if follow.includes("block_devices") {
            let views = inventory.deviceViews(of: host.id, in: book ?? DeviceBook(inventory))
            devices = views.map { BlockDeviceRepresentation($0, of: host) }
        }
        if follow.includes("cluster"), let cluster = inventory.clusters[host.clusterID] {
            self.cluster = Linked(ClusterRepresentation(cluster, in: inventory))
        }
    }

    private mutating func take(_ observation: HostObservation, _ host: Host, _ inventory: Inventory) {
        let facts = observation.facts
        if host.status == .nonOperational {
            statusDetail = HostHealth.problem(observation, inventory.bricks(on: host.id))
        }
        cpu = CPURepresentation()
        cpu?.architecture = "x86_64"
        cpu?.name = facts.cpus.model
        cpu?.topology = CPUTopology(sockets: 1, cores: facts.cpus.count)
        memory = facts.memory.total.bytes
        maxSchedulingMemory = facts.memory.available.bytes
        operatingSystem?.type = facts.operatingSystem
        operatingSystem?.version = VersionRepresentation(full: facts.operatingSystem)
        version = VersionRepresentation(full: facts.versions.agent)
        libvirtVersion = facts.versions.libvirt.map { VersionRepresentation(full: $0) }
        mortar.take(observation)
    }
}

extension HostExtension {
    fileprivate mutating func take(_ observation: HostObservation) {
        let facts = observation.facts
        hasKVM = facts.hasKVM
        libgfapi = SelfTestRepresentation(verdict: facts.libgfapi.verdict.rawValue, detail: facts.libgfapi.detail)
        glusterVersion = facts.versions.gluster.map { VersionRepresentation(full: $0) }
        qemuVersion = facts.versions.qemu.map { VersionRepresentation(full: $0) }
        kernelVersion = VersionRepresentation(full: facts.kernel)
        availableMemory = facts.memory.available.bytes
        load = facts.cpus.load
        lastSeen = observation.lastHeard
    }
}

extension SearchFields where Object == Host {
    static func hosts(_ inventory: Inventory) -> Self {
        .init(
            prefixes: ["host"], defaults: ["name", "address"],
            fields: [
                "id": { [.text($0.id.rawValue)] },
                "name": { [.text($0.name)] },
                "address": { [.text($0.address)] },
                "zone": { host in host.zone.map { [.text($0.rawValue)] } ?? [] },
                "status": { [.word($0.status.rawValue)] },
                "cluster": { inventory.clusters[$0.clusterID].map { [.text($0.name)] } ?? [] },
                "cluster.name": { inventory.clusters[$0.clusterID].map { [.text($0.name)] } ?? [] },
                "datacenter": { host in inventory.dataCenters(of: host.clusterID) },
                "vm.name": { host in inventory.vms(on: host.id).map { .text($0.name) } },
            ])
    }
}

extension Inventory {
    /// The name of a cluster's data center, to be searched.
    func dataCenters(of cluster: ClusterID) -> [SearchValue] {
        clusters[cluster].flatMap { dataCenters[$0.dataCenterID] }.map { [.text($0.name)] } ?? []
    }
}
