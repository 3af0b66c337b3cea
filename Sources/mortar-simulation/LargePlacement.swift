import MortarModel
import Placement

/// Many VMs to be placed onto many hosts: each has its disks on three of them, some want more.
struct LargePlacement {
    private let hosts: [CandidateHost]
    private let vms: [VMDemand]
    private let groups: [AffinityGroup]

    init(hosts hostCount: Int, vms vmCount: Int) {
        let hosts = (0..<hostCount).map(Self.host)
        let vms = (0..<vmCount).map { Self.vm($0, hosts) }
        groups = stride(from: 0, to: max(0, vmCount - 2), by: 30).map { Self.group($0, of: vms) }
        (self.hosts, self.vms) = (hosts, vms)
    }

    /// Three VMs that shall be apart; every other group insists.
    private static func group(_ first: Int, of vms: [VMDemand]) -> AffinityGroup {
        let rule = AffinityRule(isPositive: false, isEnforcing: first % 60 == 0)
        return AffinityGroup(
            id: AffinityGroupID(rawValue: "group-\(first)"), name: "g\(first)",
            clusterID: ClusterID(rawValue: "cluster"), vms: Set(vms[first...(first + 2)].map(\.id)), vmsRule: rule)
    }

    private static func host(_ index: Int) -> CandidateHost {
        let free = ByteCount.gibibytes(Int64(128 + index % 64))
        return CandidateHost(
            id: HostID(rawValue: "host-\(index)"), name: "h\(index)", status: .up, cpus: 64, load: Double(index % 16),
            totalMemory: .gibibytes(256), freeMemory: free, access: index % 32 == 0 ? [.fuse] : [.fuse, .libgfapi],
            zone: Zone(rawValue: "zone-\(index % 4)"))
    }

    private static func vm(_ index: Int, _ hosts: [CandidateHost]) -> VMDemand {
        var traits = VMDemand.Traits(cpus: 1 + index % 8)
        traits.access = [.libgfapi]
        if index % 20 == 0 { traits.zone = Zone(rawValue: "zone-\(index % 4)") }
        let first = index * 7
        return VMDemand(
            id: VMID(rawValue: "vm-\(index)"), name: "vm\(index)", memory: .gibibytes(Int64(1 + index % 16)),
            traits: traits,
            localShares: Dictionary((0..<3).map { (hosts[(first + $0) % hosts.count].id, 1) }, uniquingKeysWith: max),
            isHighlyAvailable: index % 10 == 0)
    }

    /// Places all VMs and tells how many have a host.
    func place(by policy: SchedulingPolicy) -> Int {
        BatchPlacement(vms, onto: VMPlacement(hosts, groups: groups, policy: policy)).hosts.count { $0 != nil }
    }
}
