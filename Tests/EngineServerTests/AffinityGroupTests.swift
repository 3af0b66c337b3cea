import EngineCore
import Foundation
import HTTPTypes
import HummingbirdTesting
import MortarModel
import Testing

/// Affinity groups over the API, and what placement makes of them.
@Suite struct AffinityGroupTests {
    private func cluster(_ api: APIClient) throws -> String {
        let cluster = try #require(api.engine.inventory.clusters.sortedByName.first)
        return "clusters/\(cluster.id)/affinitygroups"
    }

    private func addVM(_ api: APIClient, _ name: String) async throws -> String {
        try #require(try await api.json(.post, "vms", #"{"name":"\#(name)"}"#)["id"] as? String)
    }

    @Test func aGroupIsMadeChangedAndRemoved() async throws {
        try await withAPI { api in
            let groups = try cluster(api)
            let (first, second) = (try await addVM(api, "a"), try await addVM(api, "b"))
            let made = try await api.json(
                .post, groups, #"{"name":"g","vms":{"vm":[{"name":"a"}]},"vms_rule":{"positive":"false"}}"#)
            let id = try #require(made["id"] as? String)
            #expect(
                api.engine.inventory.affinityGroups.sortedByName.first?.vmsRule
                    == AffinityRule(isPositive: false, isEnforcing: true))
            #expect((made["hosts_rule"] as? [String: Any])?["enabled"] as? String == "false")
            _ = try await api.json(.post, "\(groups)/\(id)/vms", #"{"id":"\#(second)"}"#)
            #expect((try await api.json(.get, "\(groups)/\(id)/vms")["vm"] as? [Any])?.count == 2)
            #expect(try await api.send(.delete, "\(groups)/\(id)/vms/\(first)").status == .ok)
            #expect(try await api.send(.delete, "\(groups)/\(id)/vms/\(first)").status == .notFound)
            _ = try await api.json(.put, "\(groups)/\(id)", #"{"vms_rule":{"enabled":"false"},"name":"h"}"#)
            let group = api.engine.inventory.affinityGroups.sortedByName.first
            #expect(group?.name == "h" && group?.vmsRule == nil && group?.vms == [VMID(rawValue: second)])
            #expect(try await api.send(.delete, "vms/\(second)").status == .ok)
            #expect(api.engine.inventory.affinityGroups.sortedByName.first?.vms == [])
            #expect(try await api.send(.delete, "\(groups)/\(id)").status == .ok)
            #expect(api.engine.inventory.affinityGroups.count == 0)
        }
    }

    @Test func whatMakesNoGroupIsRefused() async throws {
        try await withAPI { api in
            let groups = try cluster(api)
            _ = try await api.json(.post, groups, #"{"name":"g"}"#)
            for (body, status) in [
                (#"{}"#, HTTPResponse.Status.badRequest), (#"{"name":"g"}"#, .conflict),
                (#"{"name":"a b"}"#, .badRequest),
                (#"{"name":"x","vms":{"vm":[{"name":"nobody"}]}}"#, .notFound),
            ] {
                #expect(try await api.send(.post, groups, body).status == status, "\(body)")
            }
            #expect(try await api.send(.post, "clusters/none/affinitygroups", #"{"name":"x"}"#).status == .notFound)
            #expect(api.engine.inventory.affinityGroups.count == 1)
        }
    }

    @Test func vmsThatShallBeApartAre() async throws {
        try await withAPI { api in
            for index in 1...2 {
                _ = try await api.send(
                    .post, "hosts",
                    #"{"name":"h\#(index)","address":"10.0.0.\#(index)","certificate_request":"csr \#(index)"}"#)
            }
            for job in api.engine.inventory.jobs { #expect(try await api.end(of: job.id.rawValue) == "finished") }
            for name in ["a", "b", "c"] { _ = try await addVM(api, name) }
            _ = try await api.json(
                .post, try cluster(api),
                #"{"name":"g","vms":{"vm":[{"name":"a"},{"name":"b"},{"name":"c"}]},"positive":"false","enforcing":"true"}"#
            )
            for (name, status) in [("a", HTTPResponse.Status.ok), ("b", .ok), ("c", .conflict)] {
                let vm = try #require(api.engine.inventory.vms.named(name)?.id)
                let started = try await api.send(.post, "vms/\(vm)/start", "{}")
                #expect(started.status == status, "\(name)")
            }
            #expect(Set(api.engine.inventory.vms.compactMap(\.hostID)).count == 2)
        }
    }
}
