import EngineCore
import Foundation
import HTTPTypes
import HummingbirdTesting
import MortarModel
import NIOCore
import SimulatedAgent
import Testing

/// Placement over the API: its explanation, policies of clusters, and what VMs want.
@Suite struct PlacementAPITests {
    private func addHosts(_ api: APIClient) async throws {
        for index in 1...2 {
            _ = try await api.send(
                .post, "hosts",
                #"{"name":"h\#(index)","address":"10.0.0.\#(index)","certificate_request":"csr \#(index)"}"#)
        }
        for job in api.engine.inventory.jobs { #expect(try await api.end(of: job.id.rawValue) == "finished") }
    }

    private func addVM(_ api: APIClient, _ more: String = "") async throws -> String {
        let vm = try await api.json(.post, "vms", #"{"name":"web"\#(more)}"#)
        return try #require(vm["id"] as? String)
    }

    private func items(_ json: [String: Any], _ list: String, _ item: String) throws -> [[String: Any]] {
        try #require((json[list] as? [String: Any])?[item] as? [[String: Any]])
    }

    @Test func explainsWhereAVMWouldGo() async throws {
        try await withAPI { api in
            try await addHosts(api)
            let vm = try await addVM(api)
            let placement = try await api.json(.get, "vms/\(vm)/placement")
            let verdicts = try items(placement, "host_verdicts", "host_verdict")
            #expect(verdicts.compactMap { ($0["host"] as? [String: Any])?["name"] as? String } == ["h1", "h2"])
            #expect(verdicts.count { $0["chosen"] as? String == "true" } == 1)
            let filters = try items(verdicts[0], "filters", "filter")
            #expect(filters.contains { $0["name"] as? String == "Memory" && $0["passed"] as? String == "true" })
            #expect(try items(verdicts[0], "weights", "weight").contains { $0["name"] as? String == "Local-Replica" })
            #expect((placement["scheduling_policy"] as? [String: Any])?["name"] as? String == "none")
            #expect(
                String(buffer: try await api.send(.get, "vms/\(vm)/placement", json: false).body).contains("<sentence>")
            )
            #expect(try await api.send(.get, "vms/nobody/placement").status == .notFound)
        }
    }

    @Test func hasOVirtsPolicies() async throws {
        try await withAPI { api in
            let all = try await api.json(.get, "schedulingpolicies")
            let names = (all["scheduling_policy"] as? [[String: Any]])?.compactMap { $0["name"] as? String }
            #expect(names == ["none", "evenly_distributed", "vm_evenly_distributed", "power_saving"])
            let id = SchedulingPolicy.powerSaving.id
            let policy = try await api.json(.get, "schedulingpolicies/\(id)?follow=filters,weight")
            #expect(try items(policy, "filters", "filter").count == FilterUnit.allCases.count)
            #expect(
                try items(policy, "weight", "weight").contains { $0["name"] as? String == "OptimalForCpuPowerSaving" })
            #expect(policy["locked"] as? String == "true")
            for part in ["filters", "weights", "balances"] {
                #expect(try await api.send(.get, "schedulingpolicies/\(id)/\(part)").status == .ok)
                #expect(try await api.send(.get, "schedulingpolicies/none/\(part)").status == .notFound)
            }
        }
    }

    @Test func aPolicyOfOnesOwnIsMadeUsedAndRemoved() async throws {
        try await withAPI { api in
            let made = try await api.json(
                .post, "schedulingpolicies",
                #"{"name":"own","filters":{"filter":[{"name":"CPU"}]},"#
                    + #""weight":{"weight":[{"name":"OptimalForEvenGuestDistribution","factor":"3"}]},"#
                    + #""properties":{"property":[{"name":"HighVmCount","value":"20"}]}}"#)
            let place = "schedulingpolicies/\(try #require(made["id"] as? String))"
            #expect(made["locked"] as? String == "false")
            let own = try #require(api.engine.inventory.schedulingPolicies.sortedByName.first)
            #expect(own.filters == [.cpu] && own.weights == [.init(.evenVMs, factor: 3)])
            #expect(own.properties.highVMCount == 20)
            let cluster = try #require(api.engine.inventory.clusters.sortedByName.first?.id)
            _ = try await api.json(.put, "clusters/\(cluster)", #"{"scheduling_policy":{"name":"own"}}"#)
            #expect(try await api.send(.delete, place).status == .conflict)
            _ = try await api.json(.put, "clusters/\(cluster)", #"{"scheduling_policy":{"name":"none"}}"#)
            #expect(try await api.send(.delete, place).status == .ok)
            #expect(try await api.send(.delete, "schedulingpolicies/\(SchedulingPolicy.none.id)").status == .conflict)
        }
    }

    @Test(arguments: [
        "", #""name":"none""#, #""name":"x","filters":{"filter":[{"name":"Mood"}]}"#,
        #""name":"x","weight":{"weight":[{"name":"VmAffinityGroups","factor":"0"}]}"#,
        #""name":"x","weight":{"weight":[{"name":"VmAffinityGroups"},{"name":"VmAffinityGroups"}]}"#,
        #""name":"x","properties":{"property":[{"name":"HighUtilization","value":"101"}]}"#,
        #""name":"x","properties":{"property":[{"name":"HighVmCount","value":"many"}]}"#,
    ])
    func whatMakesNoPolicyIsRefused(body: String) async throws {
        try await withAPI { api in
            let answer = try await api.send(.post, "schedulingpolicies", "{\(body)}")
            #expect([.badRequest, .conflict].contains(answer.status))
            #expect(api.engine.inventory.schedulingPolicies.count == 0)
        }
    }

    @Test func aClusterTakesAPolicyByNameOrIdentity() async throws {
        try await withAPI { api in
            let cluster = try #require(api.engine.inventory.clusters.sortedByName.first?.id)
            for reference in [#""name":"power_saving""#, #""id":"\#(SchedulingPolicy.powerSaving.id)""#] {
                try await api.engine.context.store.change { $0.clusters[cluster]?.schedulingPolicyID = nil }
                let changed = try await api.json(.put, "clusters/\(cluster)", #"{"scheduling_policy":{\#(reference)}}"#)
                #expect((changed["scheduling_policy"] as? [String: Any])?["name"] as? String == "power_saving")
                #expect(api.engine.inventory.schedulingPolicy(of: cluster) == .powerSaving)
            }
            for reference in [#""name":"chaos""#, #""id":"1""#] {
                let refused = try await api.send(.put, "clusters/\(cluster)", #"{"scheduling_policy":{\#(reference)}}"#)
                #expect(refused.status == .notFound)
            }
        }
    }

    @Test func aVMIsPinnedAndProtected() async throws {
        try await withAPI { api in
            try await addHosts(api)
            let vm = try await addVM(
                api, #","placement_policy":{"affinity":"pinned","hosts":{"host":[{"name":"h2"}]}}"#)
            let made = try #require(api.engine.inventory.vms[VMID(rawValue: vm)])
            #expect(made.affinity == .pinned && made.pinnedHosts?.count == 1 && made.isHighlyAvailable == nil)
            let placement = try await api.json(.get, "vms/\(vm)/placement")
            #expect((placement["host"] as? [String: Any])?["name"] as? String == "h2")
            let changed = try await api.json(
                .put, "vms/\(vm)", #"{"high_availability":{"enabled":"true"},"placement_policy":{"hosts":{}}}"#)
            #expect((changed["high_availability"] as? [String: Any])?["enabled"] as? String == "true")
            #expect(api.engine.inventory.vms[VMID(rawValue: vm)]?.isHighlyAvailable == true)
        }
    }

    @Test func aVMReachesItsDisksInItsOwnWayUntilItIsToldNotTo() async throws {
        try await withAPI { api in
            try await addHosts(api)
            let vm = try await addVM(api)
            for (word, policy) in [("fuse", DiskAccessPolicy.fuse), ("auto", .automatic), ("cluster", nil)] {
                let changed = try await api.json(.put, "vms/\(vm)", #"{"disk_access_policy":"\#(word)"}"#)
                #expect(changed["disk_access_policy"] as? String == word)
                #expect(api.engine.inventory.vms[VMID(rawValue: vm)]?.diskAccess == policy)
            }
            #expect(try await api.send(.put, "vms/\(vm)", #"{"disk_access_policy":"nfs"}"#).status == .badRequest)
        }
    }

    @Test func ofAVMOnlyWhatCanBeSetChanges() async throws {
        try await withAPI { api in
            try await addHosts(api)
            let vm = try await addVM(api)
            for change in [
                #"{"memory":"2147483648"}"#, #"{"bios":{"type":"q35_ovmf"}}"#, #"{"name":"other"}"#,
                #"{"placement_policy":{"affinity":"glued"}}"#,
            ] {
                #expect(try await api.send(.put, "vms/\(vm)", change).status == .badRequest, "\(change)")
            }
            let unknown = #"{"placement_policy":{"hosts":{"host":[{"name":"h9"}]}}}"#
            #expect(try await api.send(.put, "vms/\(vm)", unknown).status == .notFound)
            let whole = String(buffer: try await api.send(.get, "vms/\(vm)").body)
            #expect(try await api.send(.put, "vms/\(vm)", whole).status == .ok)
        }
    }
}
