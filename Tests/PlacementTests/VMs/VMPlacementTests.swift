import MortarModel
import Placement
import Testing

/// Each rule by itself.
@Suite struct VMPlacementTests {
    static func host(
        _ name: String, _ status: HostStatus = .up, cpus: Int = 4, memory: Int64 = 8, free: Int64? = nil,
        change: (inout CandidateHost) -> Void = { _ in }
    ) -> CandidateHost {
        var host = CandidateHost(
            id: .init(rawValue: name), name: name, status: status, cpus: cpus, totalMemory: .gibibytes(memory),
            freeMemory: .gibibytes(free ?? memory))
        change(&host)
        return host
    }

    static func vm(
        _ name: String = "web", cpus: Int = 1, memory: Int64 = 1, change: (inout VMDemand) -> Void = { _ in }
    ) -> VMDemand {
        var vm = VMDemand(
            id: .init(rawValue: name), name: name, memory: .gibibytes(memory), traits: .init(cpus: cpus))
        change(&vm)
        return vm
    }

    private func choice(_ vm: VMDemand, _ hosts: [CandidateHost], _ policy: SchedulingPolicy = .none) -> String? {
        VMPlacement(hosts, policy: policy).decision(on: vm).choice?.rawValue
    }

    /// What the filter says of a host that it refuses; nil when it does not.
    private func refusal(
        _ unit: FilterUnit, _ vm: VMDemand, _ hosts: [CandidateHost], groups: [AffinityGroup] = [],
        residents: [(vm: VMDemand, host: HostID)] = []
    ) -> String? {
        let decision = VMPlacement(hosts, groups: groups, residents: residents).decision(on: vm)
        return decision.hosts[0].refusals.first { $0.unit == unit }?.reason
    }

    @Test func takesTheHostWithTheMostMemoryOfThoseThatAreUp() {
        let hosts = [Self.host("a", free: 4), Self.host("b"), Self.host("c", .nonResponsive, memory: 64)]
        #expect(choice(Self.vm(), hosts) == "b")
    }

    @Test func givesEveryHostsReasonWhenNoneFits() {
        let hosts = [Self.host("a", memory: 1), Self.host("b", cpus: 1), Self.host("c", .maintenance, memory: 64)]
        let decision = VMPlacement(hosts).decision(on: Self.vm(cpus: 2))
        #expect(decision.choice == nil)
        #expect(
            decision.failure.cause == "a: has 1 GiB of memory left, 1.1 GiB is wanted; "
                + "b: has 1 CPU, 2 are wanted; c: is in maintenance")
    }

    @Test func takesNoHostThatIsExcluded() {
        let vm = Self.vm { $0.traits.excludedHosts = ids("b") }
        #expect(choice(vm, [Self.host("a", free: 4), Self.host("b")]) == "a")
    }

    @Test func takesOnlyHostsThatTheVMIsPinnedTo() {
        let vm = Self.vm { $0.traits.pinnedHosts = ids("b") }
        #expect(choice(vm, [Self.host("a"), Self.host("b", free: 2)]) == "b")
        #expect(refusal(.pinToHost, vm, [Self.host("a"), Self.host("b")])?.hasSuffix("pinned to: b") == true)
    }

    @Test func takesOnlyHostsOfTheZone() {
        let vm = Self.vm { $0.traits.zone = Zone(rawValue: "north") }
        #expect(refusal(.zone, vm, [Self.host("a") { $0.zone = Zone(rawValue: "north") }]) == nil)
        #expect(refusal(.zone, vm, [Self.host("a") { $0.zone = Zone(rawValue: "south") }])?.contains("south") == true)
        #expect(refusal(.zone, vm, [Self.host("a")]) != nil)
    }

    @Test func takesOnlyHostsWithTheProcessorTheNetworksAndTheAccess() {
        let vm = Self.vm {
            ($0.traits.cpuModel, $0.traits.networks, $0.traits.access) = ("Zen", ["red", "blue"], [.libgfapi])
        }
        let good = Self.host("a") { ($0.cpuModel, $0.networks, $0.access) = ("Zen", ["red", "blue"], [.libgfapi]) }
        #expect(choice(vm, [good]) == "a")
        let bad = Self.host("a") { ($0.cpuModel, $0.networks, $0.access) = ("Xeon", ["red"], [.fuse]) }
        #expect(refusal(.cpuLevel, vm, [bad]) == "has Xeon, the VM needs Zen")
        #expect(refusal(.network, vm, [bad]) == "lacks blue")
        #expect(refusal(.diskAccess, vm, [bad])?.contains("libgfapi") == true)
    }

    @Test func keepsEnforcedRulesOfGroups() {
        let hosts = [Self.host("a"), Self.host("b")]
        let residents = [(vm: Self.vm("db"), host: HostID(rawValue: "a"))]
        for isPositive in [true, false] {
            var group = AffinityGroup(name: "g", clusterID: .init(), vms: ids("web", "db"), hosts: ids("a"))
            group.vmsRule = AffinityRule(isPositive: isPositive, isEnforcing: true)
            var placement = VMPlacement(hosts, groups: [group], residents: residents)
            #expect(placement.place(Self.vm())?.rawValue == (isPositive ? "a" : "b"))
            (group.vmsRule, group.hostsRule) = (nil, AffinityRule(isPositive: isPositive, isEnforcing: true))
            placement = VMPlacement(hosts, groups: [group])
            #expect(placement.place(Self.vm())?.rawValue == (isPositive ? "a" : "b"))
        }
    }

    @Test func wishesOfGroupsDecideButDoNotForbid() {
        var group = AffinityGroup(name: "g", clusterID: .init(), vms: ids("web", "db"))
        group.vmsRule = AffinityRule(isPositive: true, isEnforcing: false)
        let residents = [(vm: Self.vm("db"), host: HostID(rawValue: "a"))]
        for (free, wanted) in [(2, "a"), (1, "b")] {
            let hosts = [Self.host("a", free: Int64(free)), Self.host("b")]
            let decision = VMPlacement(hosts, groups: [group], residents: residents).decision(on: Self.vm())
            #expect(decision.choice?.rawValue == wanted)
        }
    }

    @Test func aLocalCopyCountsMoreThanMemory() {
        let vm = Self.vm { $0.localShares = [.init(rawValue: "a"): 1] }
        #expect(
            SchedulingPolicy.builtIn.allSatisfy { choice(vm, [Self.host("a", free: 2), Self.host("b")], $0) == "a" })
        #expect(choice(vm, [Self.host("a", free: 1), Self.host("b")]) == "b")
    }

    @Test func policiesSpreadOrPack() {
        let hosts = [Self.host("a", free: 7) { $0.load = 3 }, Self.host("b", free: 4)]
        let residents = [(vm: Self.vm("db"), host: HostID(rawValue: "b"))]
        func choice(_ policy: SchedulingPolicy) -> String? {
            VMPlacement(hosts, residents: residents, policy: policy).decision(on: Self.vm()).choice?.rawValue
        }
        #expect(choice(.none) == "a")
        #expect(choice(.evenlyDistributed) == "b")
        #expect(choice(.vmEvenlyDistributed) == "a")
        #expect(self.choice(Self.vm(), [Self.host("a"), Self.host("b", free: 4)], .powerSaving) == "b")
    }

    @Test func anOverUtilizedHostIsTakenLast() {
        var policy = SchedulingPolicy.powerSaving
        policy.properties.maxFreeMemoryForOverUtilized = 4_096
        #expect(choice(Self.vm(), [Self.host("a"), Self.host("b", free: 5)], policy) == "a")
        #expect(choice(Self.vm(), [Self.host("b", free: 5)], policy) == "b")
        let busy = Self.host("b", memory: 64) { $0.load = 3.9 }
        #expect(choice(Self.vm(), [Self.host("a"), busy], .powerSaving) == "a")
    }

    @Test func keepsRoomForTheLossOfAHost() {
        let protected = Self.vm("db", memory: 3) { $0.isHighlyAvailable = true }
        let hosts = [Self.host("a", free: 4), Self.host("b", memory: 5)]
        let residents = [(vm: protected, host: HostID(rawValue: "a"))]
        let policy = SchedulingPolicy(name: "reserve", weights: [.init(.haReserve, factor: 1)])
        var placement = VMPlacement(hosts, residents: residents, policy: policy)
        // On b it would take what is needed there when a is lost.
        #expect(placement.place(Self.vm(memory: 2))?.rawValue == "a")
    }

    @Test func aPolicyOfOnesOwnCountsOnlyItsUnits() {
        let policy = SchedulingPolicy(name: "own", filters: [], weights: [.init(.packedMemory, factor: 1)])
        let vm = Self.vm(cpus: 5) { $0.localShares = [.init(rawValue: "a"): 1] }
        #expect(choice(vm, [Self.host("a"), Self.host("b", free: 4)], policy) == "b")
        #expect(choice(Self.vm(memory: 4), [Self.host("a"), Self.host("b", free: 4)], policy) == "a")
    }
}

/// Identities that are as short as names.
private func ids<Subject>(_ names: String...) -> Set<Identifier<Subject>> {
    Set(names.map { Identifier(rawValue: $0) })
}
