import AgentAPI
import EngineCore
import HashTreeCollections
import MortarModel
import Placement

import struct Foundation.Date

/// A cluster of many hosts in which all is well: each has one spare, all its other devices are bricks.
struct LargeCluster {
    private(set) var inventory = Inventory()
    private let hosts: [Host]
    private let now: Date
    private static let size = ByteCount.gibibytes(4_096)

    var firstHost: HostID { hosts[0].id }

    init(hosts count: Int, devices: Int, disks: Int, at now: Date) {
        self.now = now
        let dataCenter = DataCenter(name: "Default")
        let cluster = Cluster(name: "Default", dataCenterID: dataCenter.id)
        hosts = (0..<count).map { index in
            let address = "10.0.\(index / 250).\(index % 250 + 1)"
            return Host(
                name: "h\(index)", clusterID: cluster.id, address: address, storageAddress: address,
                isPoolMember: true, status: .up, agentKeyFingerprint: "")
        }
        inventory.dataCenters.insert(dataCenter)
        inventory.clusters.insert(cluster)
        for host in hosts { inventory.hosts.insert(host) }
        addSets(devices - 1, in: dataCenter.id)
        addDisks(disks)
        observe(devices)
    }

    /// The same in which one brick's file system has shut down.
    func withFailedBrick() -> Inventory {
        var inventory = inventory
        inventory.observations.hosts[firstHost]?.facts.bricks[0].failure = "the file system has shut down"
        return inventory
    }

    // MARK: Written down

    /// Three neighbours share a set, so that every host has as many bricks as devices for them.
    private mutating func addSets(_ devices: Int, in dataCenter: DataCenterID) {
        let domain = StorageDomain(
            name: "data", dataCenterID: dataCenter, redundancy: .threeCopies, status: .active)
        inventory.storageDomains.insert(domain)
        let slots = (0..<devices).flatMap { device in hosts.map { ($0, device) } }
        for (index, start) in stride(from: 0, to: slots.count - 2, by: 3).enumerated() {
            let bricks = slots[start..<start + 3].map { host, device in
                Brick(hostID: host.id, device: Self.path(device), size: Self.size)
            }
            inventory.replicaSets.insert(
                ReplicaSet(
                    name: "data-\(index + 1)", storageDomainID: domain.id, redundancy: .threeCopies, bricks: bricks))
        }
    }

    private mutating func addDisks(_ count: Int) {
        let sets = inventory.replicaSets.sortedByName
        for index in 0..<count {
            let set = sets[index % sets.count]
            inventory.disks.insert(
                Disk(
                    name: "disk-\(index)", storageDomainID: set.storageDomainID, replicaSetID: set.id,
                    size: .gibibytes(20), status: .ok))
        }
    }

    private static func path(_ device: Int) -> String { "/dev/disk/by-id/ata-\(device)" }

    // MARK: Observed

    private mutating func observe(_ devices: Int) {
        let bricks = Dictionary(grouping: inventory.replicaSets.flatMap(\.bricks), by: \.hostID)
        for host in hosts {
            let facts = HostFacts(
                bricks: bricks[host.id] ?? [], devices: (0..<devices).map(Self.path), size: Self.size, at: now)
            inventory.observations.hosts[host.id] = HostObservation(facts: facts, lastHeard: now)
            inventory.observations.guarded.peers[host.id] = Observed(true, at: now)
            for facts in facts.devices {
                let id = DeviceID(host: host.id, mark: facts.stablePath)
                inventory.deviceRecords.insert(record(of: facts, id))
            }
        }
        for set in inventory.replicaSets { observe(set) }
        inventory.observations.volumesAsked = now
    }

    private func record(of facts: DeviceFacts, _ id: DeviceID) -> DeviceRecord {
        let history = (0..<30).map { day in
            DeviceMeasurements(
                taken: now.addingTimeInterval(Double(day - 30) * 86_400), passed: true, temperature: 35, wear: 5)
        }
        return DeviceRecord(
            id: id, hostID: id.host, path: facts.path, stablePath: facts.stablePath, size: facts.size,
            brick: Self.brick(facts.use), isSpare: facts.use == .blank, history: history, told: .healthy)
    }

    private static func brick(_ use: DeviceUse) -> BrickID? { if case .brick(let id) = use { id } else { nil } }

    private mutating func observe(_ set: ReplicaSet) {
        let bricks = set.bricks.map { brick in
            VolumeBrickFacts(
                brick: VolumeBrick(
                    host: inventory.hosts[brick.hostID]?.storageAddress ?? "", directory: "/bricks/\(brick.id)/data"),
                isArbiter: false, isOnline: true, port: 49_152, pid: 1, size: brick.size, free: brick.size)
        }
        let facts = VolumeFacts(
            id: set.id.rawValue, name: set.name, type: "Replicate", isStarted: true, replicaCount: 3, arbiterCount: 0,
            bricks: bricks, options: ["cluster.quorum-type": "auto", "cluster.server-quorum-type": "server"])
        inventory.observations.volumes[set.name] = VolumeObservation(facts: facts, observed: now)
        inventory.observations.guarded.volumes[set.name] = Observed(facts, at: now)
        for brick in bricks { inventory.observations.guarded.blames[brick.brick] = Observed([:], at: now) }
    }
}

extension HostFacts {
    fileprivate init(bricks: [Brick], devices: [String], size: ByteCount, at time: Date) {
        let held = Dictionary(bricks.map { ($0.device, $0.id) }, uniquingKeysWith: { first, _ in first })
        let found = devices.map { path in
            DeviceFacts(
                path: path, stablePath: path, size: size, model: "SIM", serial: nil, isRotational: false,
                use: held[path].map { .brick($0) } ?? .blank,
                measurements: DeviceMeasurements(taken: time, passed: true, temperature: 35, wear: 6))
        }
        self.init(
            observed: time, bootID: "", hostname: "", operatingSystem: "", kernel: "",
            versions: SoftwareVersions(agent: "", gluster: nil, libvirt: nil, qemu: nil),
            cpus: CPUFacts(count: 64, model: "", load: 0), memory: MemoryFacts(total: size, available: size),
            hasKVM: true, libgfapi: SelfTest(.passed, detail: ""), nics: [], devices: found,
            bricks: bricks.map {
                BrickFacts(
                    id: $0.id, device: $0.device, isMounted: true, size: size, free: size, directory: "",
                    provisioning: "plain")
            }, mounts: [], gluster: GlusterFacts(isRunning: true, uuid: nil, peers: []), vms: [])
    }
}
