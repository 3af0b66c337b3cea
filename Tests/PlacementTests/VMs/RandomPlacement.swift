import MortarModel
import Placement

/// A cluster with VMs to be placed, made by chance.
struct RandomPlacement {
    var hosts: [CandidateHost] = []
    var groups: [AffinityGroup] = []
    var residents: [(vm: VMDemand, host: HostID)] = []
    var vms: [VMDemand] = []
    var policy: SchedulingPolicy

    /// - Parameter isSimple: all hosts are up, and few VMs want anything special.
    init(
        hosts hostCount: ClosedRange<Int>, vms vmCount: ClosedRange<Int>, isSimple: Bool = false,
        using numbers: inout Seeded
    ) {
        policy = SchedulingPolicy.builtIn.randomElement(using: &numbers)!
        for index in 0..<Int.random(in: hostCount, using: &numbers) {
            hosts.append(Self.host(index, isSimple, using: &numbers))
        }
        for index in 0..<Int.random(in: vmCount, using: &numbers) {
            vms.append(vm("vm\(index)", isSimple ? 8 : 3, using: &numbers))
        }
        for index in 0..<Int.random(in: 0...3, using: &numbers) {
            residents.append((vm("old\(index)", 3, using: &numbers), hosts.randomElement(using: &numbers)!.id))
        }
        for index in 0..<Int.random(in: 0...2, using: &numbers) { groups.append(group(index, using: &numbers)) }
    }

    private static func host(_ index: Int, _ isSimple: Bool, using numbers: inout Seeded) -> CandidateHost {
        let memory = Int64.random(in: 4...32, using: &numbers)
        var host = VMPlacementTests.host(
            "h\(index)", cpus: .random(in: 1...16, using: &numbers), memory: memory,
            free: .random(in: 0...memory, using: &numbers))
        host.load = .random(in: 0...Double(host.cpus), using: &numbers)
        if isSimple { return host }
        host.status =
            Int.random(in: 0..<4, using: &numbers) == 0 ? HostStatus.allCases.randomElement(using: &numbers)! : .up
        host.cpuModel = ["Zen", "Xeon", nil].randomElement(using: &numbers)!
        host.networks = Set(["red", "blue"].filter { _ in Int.random(in: 0..<4, using: &numbers) > 0 })
        host.access = Set(DiskAccess.allCases.filter { _ in Int.random(in: 0..<4, using: &numbers) > 0 })
        host.zone = ["north", "south", ""].randomElement(using: &numbers).flatMap(Zone.init)
        return host
    }

    /// - Parameter rarity: one of so many VMs wants this or that.
    private func vm(_ name: String, _ rarity: Int, using numbers: inout Seeded) -> VMDemand {
        var vm = VMPlacementTests.vm(
            name, cpus: .random(in: 1...8, using: &numbers), memory: .random(in: 1...8, using: &numbers))
        func happens() -> Bool { Int.random(in: 0..<rarity, using: &numbers) == 0 }
        vm.isHighlyAvailable = happens()
        for host in hosts.shuffled(using: &numbers).prefix(3) where !happens() {
            vm.localShares[host.id] = [1, 1, 0.5].randomElement(using: &numbers)!
        }
        if happens() { vm.traits.pinnedHosts = Set(hosts.shuffled(using: &numbers).prefix(2).map(\.id)) }
        if rarity > 3 { return vm }
        if happens() { vm.traits.networks = ["red"] }
        if happens() { vm.traits.access = [.libgfapi] }
        if happens() { vm.traits.cpuModel = "Zen" }
        if happens() { vm.traits.zone = Zone(rawValue: "north") }
        if happens() { vm.traits.excludedHosts = [hosts.randomElement(using: &numbers)!.id] }
        return vm
    }

    private func group(_ index: Int, using numbers: inout Seeded) -> AffinityGroup {
        func rule() -> AffinityRule? {
            if Bool.random(using: &numbers) { return nil }
            return AffinityRule(isPositive: .random(using: &numbers), isEnforcing: .random(using: &numbers))
        }
        return AffinityGroup(
            name: "g\(index)", clusterID: .init(rawValue: "c"),
            vms: Set((vms + residents.map(\.vm)).shuffled(using: &numbers).prefix(3).map(\.id)),
            hosts: Set(hosts.shuffled(using: &numbers).prefix(2).map(\.id)), vmsRule: rule(), hostsRule: rule())
    }

    func placement(seed: UInt64 = 0) -> VMPlacement {
        VMPlacement(hosts, groups: groups, residents: residents, policy: policy, seed: seed)
    }
}

extension RandomPlacement {
    /// Whether the VM may be on the host while others are on theirs: the rules written down a second time.
    func permits(_ vm: VMDemand, on id: HostID, beside others: [(vm: VMDemand, host: HostID)]) -> Bool {
        let host = hosts.first { $0.id == id }!
        let traits = vm.traits
        let isFit =
            host.status == .up && host.cpus >= traits.cpus && traits.networks.isSubset(of: host.networks)
            && (traits.zone ?? host.zone) == host.zone && (traits.cpuModel ?? host.cpuModel) == host.cpuModel
            && (traits.access.isEmpty || !traits.access.isDisjoint(with: host.access))
            && (traits.pinnedHosts.isEmpty || traits.pinnedHosts.contains(id)) && !traits.excludedHosts.contains(id)
        return isFit
            && groups.filter { $0.vms.contains(vm.id) }.allSatisfy { group in
                let hostsOfGroup = Set(
                    (others + residents).filter { group.vms.contains($0.vm.id) && $0.vm.id != vm.id }.map(\.host))
                let breaksVMs = group.vmsRule.map { rule in
                    rule.isEnforcing && !hostsOfGroup.isEmpty && hostsOfGroup.contains(id) != rule.isPositive
                }
                let breaksHosts = group.hostsRule.map { $0.isEnforcing && group.hosts.contains(id) != $0.isPositive }
                return breaksVMs != true && breaksHosts != true
            }
    }

    /// Whether VMs that must be together are: on one host, or on those where others of them were before.
    func keepsTogether(_ placed: [(vm: VMDemand, host: HostID)]) -> Bool {
        groups.allSatisfy { group in
            guard let rule = group.vmsRule, rule.isPositive, rule.isEnforcing else { return true }
            let before = Set(residents.filter { group.vms.contains($0.vm.id) }.map(\.host))
            let now = Set(placed.filter { group.vms.contains($0.vm.id) }.map(\.host))
            return before.isEmpty ? now.count <= 1 : now.isSubset(of: before)
        }
    }

    /// Whether no host is given more memory than it has.
    func fits(_ placed: [(vm: VMDemand, host: HostID)]) -> Bool {
        hosts.allSatisfy { host in
            let taken = placed.filter { $0.host == host.id }.reduce(ByteCount.zero) { $0 + $1.vm.takenMemory }
            return taken == .zero || taken <= host.freeMemory
        }
    }
}
