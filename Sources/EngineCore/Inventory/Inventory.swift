package import MortarModel
package import Workflow

/// The whole cluster as one value: what is written down, and what was last observed.
package struct Inventory: Sendable {
    package var dataCenters = Table<DataCenter>()
    package var clusters = Table<Cluster>()
    package var hosts = Table<Host>()
    package var storageDomains = Table<StorageDomain>()
    package var replicaSets = Table<ReplicaSet>()
    package var retiredBricks = Table<RetiredBrick>()
    package var deviceRecords = Table<DeviceRecord>()
    package var disks = Table<Disk>()
    package var vms = Table<VM>()
    package var affinityGroups = Table<AffinityGroup>()
    /// Users' own; the built-in ones are in no table.
    package var schedulingPolicies = Table<SchedulingPolicy>()
    package var events = Table<Event>()
    package var workflows = Table<WorkflowRecord>()
    package var users = Table<User>()
    package var accessTokens = Table<AccessToken>()
    package var leaderships = Table<Leadership>()

    /// The index of the newest event; 0 when there was none yet.
    package var lastEventIndex: Int64 = 0
    /// Never stored: a new engine observes anew.
    package var observations = Observations()

    package init() {}

    /// Newest first.
    package var jobs: [Job] {
        workflows.map(job(of:)).sorted { ($1.started, $1.id) < ($0.started, $0.id) }
    }
}

// MARK: What depends on what

extension Inventory {
    package func replicaSets(of domain: StorageDomainID) -> [ReplicaSet] {
        replicaSets.filter { $0.storageDomainID == domain }.sorted { $0.name < $1.name }
    }

    package func vm(using disk: DiskID) -> VM? {
        vms.first { $0.disks.contains(disk) }
    }

    package func vms(on host: HostID) -> [VM] {
        vms.filter { $0.hostID == host }
    }

    /// Those on their way to a host.
    package func vms(migratingTo host: HostID) -> [VM] {
        vms.filter { $0.migration?.target == host }
    }

    /// Storage addresses of hosts that can hand out a volume's description to a client: its own host first, then those of
    /// the bricks, then the others.
    ///
    /// A client that has lost its server with the power of another host does not notice for long, and learns of no new
    /// brick until then. Its own host it loses only together with itself, or at once.
    ///
    /// - Parameter client: the host that the client runs on; nil for any.
    package func servers(of set: ReplicaSet, for client: HostID?) -> [String] {
        let near = [client].compactMap { $0 } + set.bricks.map(\.hostID)
        let first = near.compactMap { hosts[$0] }.filter(\.isPoolMember).map(\.storageAddress)
        let others = hosts.filter(\.isPoolMember).map(\.storageAddress).sorted()
        return (first + others).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
