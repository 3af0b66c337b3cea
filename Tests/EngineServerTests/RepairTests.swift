import AgentAPI
import EngineCore
import Foundation
import HTTPTypes
import HashTreeCollections
import HummingbirdTesting
import MortarModel
import NIOCore
import SimulatedAgent
import Testing

/// Repair over the API: replacing devices, the policy, and what replica sets say of it.
@Suite struct RepairTests {
    /// Three hosts with one replica set on their first devices; nothing is repaired by itself.
    private func makeSet(_ api: APIClient) async throws -> ReplicaSet {
        for index in 1...3 {
            _ = try await api.send(
                .post, "hosts",
                #"{"name":"h\#(index)","address":"10.0.0.\#(index)","certificate_request":"csr \#(index)"}"#)
        }
        for job in api.engine.inventory.jobs { #expect(try await api.end(of: job.id.rawValue) == "finished") }
        let cluster = try #require(api.engine.inventory.clusters.sortedByName.first?.id)
        _ = try await api.json(.put, "clusters/\(cluster)", #"{"repair_policy":{"automatic":"false"}}"#)
        let devices = (1...3).map { #"{"host":{"name":"h\#($0)"},"path":"/dev/sdb"}"# }.joined(separator: ",")
        let made = try await api.send(
            .post, "storagedomains", #"{"name":"data","block_devices":{"block_device":[\#(devices)]}}"#)
        let job = try #require(made.headers[HTTPField.Name("Mortar-Job")!])
        #expect(try await api.end(of: job) == "finished")
        return try await api.engine.context.store.first { inventory in
            inventory.observations.volumes["data-1"].flatMap { _ in inventory.replicaSets.named("data-1") }
        }
    }

    private func brick(_ api: APIClient, _ host: String) throws -> Brick {
        let id = try #require(api.engine.inventory.hosts.named(host)?.id)
        return try #require(api.engine.inventory.replicaSets.flatMap(\.bricks).first { $0.hostID == id })
    }

    private func place(_ api: APIClient, _ host: String, _ path: String) async throws -> String {
        let id = try #require(api.engine.inventory.hosts.named(host)?.id)
        let devices = try await api.json(.get, "hosts/\(id)/blockdevices")["block_device"] as? [[String: Any]]
        let device = try #require(devices?.first { $0["path"] as? String == path })
        return try #require(device["href"] as? String)
    }

    private func text(_ json: [String: Any], _ path: String...) -> String? {
        var value: Any? = json
        for key in path { value = (value as? [String: Any])?[key] }
        return value as? String
    }

    @Test func plansAndReplaces() async throws {
        try await withAPI { api in
            let set = try await makeSet(api)
            let device = try await place(api, "h2", "/dev/sdb")
            let planned = try await api.json(.post, "\(device)/replace", #"{"plan":"true"}"#)
            #expect(text(planned, "status") == "complete" && planned["job"] == nil)
            #expect(text(planned, "replacement_plan", "allowed") == "true")
            #expect(text(planned, "replacement_plan", "replica_set", "name") == "data-1")
            #expect(text(planned, "replacement_plan", "new_brick", "host", "name") == "h2")
            #expect(api.engine.inventory.replicaSets[set.id] == set)
            let old = try brick(api, "h2")
            let begun = try await api.json(.post, "\(device)/replace")
            #expect(text(begun, "replacement_plan", "old_brick", "id") == old.id.rawValue)
            #expect(try await api.end(of: try #require(text(begun, "job", "id"))) == "finished")
            #expect(api.engine.inventory.replicaSets[set.id]?.work == nil)
            #expect(try brick(api, "h2").device.hasSuffix("10.0.0.2-1"))
        }
    }

    @Test(arguments: [
        #"{"host":{"name":"h2"},"path":"/dev/sdc"}"#, #"{"host":{"name":"h2"},"id":"10.0.0.2-1"}"#,
    ])
    func takesTheDeviceThatIsNamed(target: String) async throws {
        try await withAPI { api in
            _ = try await makeSet(api)
            api.cluster.occupy("/dev/sdc", of: "10.0.0.2")
            let replace = try await place(api, "h2", "/dev/sdb") + "/replace"
            #expect(try await api.send(.post, replace, #"{"target":\#(target)}"#).status == .conflict)
            let begun = try await api.json(.post, replace, #"{"target":\#(target),"wipe":"true"}"#)
            #expect(try await api.end(of: try #require(text(begun, "job", "id"))) == "finished")
            #expect(try await api.send(.post, replace, #"{"target":{"path":"/dev/sdc"}}"#).status == .badRequest)
        }
    }

    @Test func replacesADeviceThatIsNotThereAnyMore() async throws {
        try await withAPI { api in
            _ = try await makeSet(api)
            let (device, old) = (try await place(api, "h2", "/dev/sdb"), try brick(api, "h2"))
            // Before that nobody would know which device it was.
            _ = try await api.engine.context.store.first { inventory in
                inventory.deviceRecords.first { $0.brick == old.id }
            }
            api.cluster.pullDevice("/dev/sdb", of: "10.0.0.2")
            let host = try #require(api.engine.inventory.hosts.named("h2")?.id)
            _ = try await api.engine.context.store.first { inventory in
                inventory.deviceViews(of: host).first { $0.brick?.id == old.id && !$0.isThere }
            }
            let begun = try await api.json(.post, "\(device)/replace")
            #expect(try await api.end(of: try #require(text(begun, "job", "id"))) == "finished")
        }
    }

    @Test func whatTheGuardRefusesIsToldWithItsReasons() async throws {
        try await withAPI { api in
            _ = try await makeSet(api)
            let device = try await place(api, "h2", "/dev/sdb")
            api.cluster.failBrick(try brick(api, "h3").id, of: "10.0.0.3", noticed: true)
            let planned = try await api.json(.post, "\(device)/replace", #"{"plan":"true"}"#)
            #expect(text(planned, "replacement_plan", "allowed") == "false")
            let plan = planned["replacement_plan"] as? [String: Any]
            let refusals = (plan?["refusals"] as? [String: Any])?["refusal"] as? [[String: Any]]
            #expect(refusals?.contains { ($0["reason"] as? String)?.contains("quorum") == true } == true)
            let refused = try await api.send(.post, "\(device)/replace")
            #expect(refused.status == .conflict && String(buffer: refused.body).contains("quorum"))
        }
    }

    @Test func replicaSetsTellWhatIsWrongAndWhatIsInWork() async throws {
        try await withAPI { api in
            let set = try await makeSet(api)
            let sets = "storagedomains/\(set.storageDomainID)/replicasets"
            func shown() async throws -> [String: Any] {
                try #require((try await api.json(.get, sets)["replica_set"] as? [[String: Any]])?.first)
            }
            let host = set.bricks[1].hostID
            #expect(text(try await shown(), "status") == "up")
            let address = try #require(api.engine.inventory.hosts[host]?.address)
            api.cluster.failBrick(set.bricks[1].id, of: address)
            api.cluster.changeDevice("/dev/sdc", of: address) { $0.model = "told anew" }
            _ = try await api.engine.context.store.first { inventory in
                inventory.observations.hosts[host]?.facts.bricks.first { $0.failure != nil }
            }
            let failed = try await shown()
            #expect(text(failed, "status") == "degraded" && failed["work"] == nil)
            let bricks = (failed["bricks"] as? [String: Any])?["brick"] as? [[String: Any]]
            #expect((bricks?[1]["condition"] as? String)?.hasPrefix("has failed: ") == true)
            let new = Brick(hostID: host, device: "/dev/sdc", size: .gibibytes(8))
            try await api.engine.context.store.change { inventory in
                try inventory.replicaSets.update(set.id) {
                    $0.work = BrickWork(brick: set.bricks[1].id, doing: .replacement(new))
                }
            }
            let words = text(try await shown(), "work", "text")
            #expect(words?.contains(#/^(h\d):\S+ is being replaced by \1:/dev/sdc$/#) == true, "\(words ?? "")")
        }
    }

    // MARK: Policy

    @Test func thePolicyOfAClusterIsShownAndChangedInParts() async throws {
        try await withAPI { api in
            let id = try #require(api.engine.inventory.clusters.sortedByName.first?.id)
            let first = try await api.json(.get, "clusters/\(id)")
            #expect(text(first, "repair_policy", "automatic") == "true")
            #expect(text(first, "repair_policy", "rebuild_after") == "1800")
            #expect(text(first, "repair_policy", "max_absent_hosts") == "1")
            _ = try await api.json(.put, "clusters/\(id)", #"{"repair_policy":{"rebuild_after":"10"}}"#)
            let changed = try await api.json(
                .put, "clusters/\(id)", #"{"repair_policy":{"max_absent_hosts":"2"},"disk_access":"fuse"}"#)
            #expect(text(changed, "repair_policy", "rebuild_after") == "10")
            #expect(text(changed, "repair_policy", "max_absent_hosts") == "2")
            #expect(text(changed, "repair_policy", "automatic") == "true")
            #expect(text(changed, "disk_access") == "fuse")
        }
    }

    @Test(arguments: [#"{"rebuild_after":"9"}"#, #"{"max_absent_hosts":"0"}"#, #"{"rebuild_after":"soon"}"#])
    func aPolicyThatMakesNoSenseIsRefusedWhole(policy: String) async throws {
        try await withAPI { api in
            let id = try #require(api.engine.inventory.clusters.sortedByName.first?.id)
            let answer = try await api.send(
                .put, "clusters/\(id)", #"{"disk_access":"fuse","repair_policy":\#(policy)}"#)
            #expect(answer.status == .badRequest)
            #expect(api.engine.inventory.clusters[id]?.diskAccess == .automatic)
            #expect(api.engine.inventory.clusters[id]?.repair == nil)
        }
    }

    @Test func aHostKeepsItsBricksWhereAskedAndNothingElseOfItChanges() async throws {
        try await withAPI { api in
            _ = try await makeSet(api)
            let id = try #require(api.engine.inventory.hosts.named("h2")?.id)
            #expect(text(try await api.json(.get, "hosts/\(id)"), "keep_bricks") == "false")
            #expect(text(try await api.json(.put, "hosts/\(id)", #"{"keep_bricks":"true"}"#), "keep_bricks") == "true")
            #expect(api.engine.inventory.hosts[id]?.keepsBricks == true)
            let whole = String(buffer: try await api.send(.get, "hosts/\(id)").body)
            #expect(try await api.send(.put, "hosts/\(id)", whole).status == .ok)
            for change in [
                #"{"name":"other"}"#, #"{"keep_bricks":"false","address":"10.9.9.9"}"#,
                #"{"cluster":{"name":"Other"}}"#, #"{"power_management":{"enabled":"true"}}"#,
            ] {
                #expect(try await api.send(.put, "hosts/\(id)", change).status == .badRequest, "\(change)")
            }
            #expect(api.engine.inventory.hosts[id]?.keepsBricks == true)
        }
    }

    @Test func aHostIsPutInAZoneAndTakenOutOfIt() async throws {
        try await withAPI { api in
            let set = try await makeSet(api)
            for name in ["h1", "h2"] {
                let id = try #require(api.engine.inventory.hosts.named(name)?.id)
                let answer = try await api.json(.put, "hosts/\(id)", #"{"zone":"rack-a"}"#)
                #expect(text(answer, "zone") == "rack-a" && text(answer, "keep_bricks") == "false")
            }
            let sets = "storagedomains/\(set.storageDomainID)/replicasets"
            #expect(String(buffer: try await api.send(.get, sets).body).contains("h1, h2 (rack-a)"))
            #expect(String(buffer: try await api.send(.get, "hosts?search=zone%3Drack-a").body).contains("h2"))
            let id = try #require(api.engine.inventory.hosts.named("h1")?.id)
            let long = String(repeating: "z", count: 65)
            #expect(try await api.send(.put, "hosts/\(id)", #"{"zone":"\#(long)"}"#).status == .badRequest)
            #expect(text(try await api.json(.put, "hosts/\(id)", #"{"zone":""}"#), "zone") == nil)
            let other = try #require(api.engine.inventory.hosts.named("h2")?.id)
            #expect(try await api.send(.put, "hosts/\(other)", #"{"zone":" "}"#).status == .ok)
            #expect(api.engine.inventory.hosts.allSatisfy { $0.zone == nil })
        }
    }
}
