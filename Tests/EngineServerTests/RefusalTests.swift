import EngineCore
import Foundation
import HTTPTypes
import HummingbirdTesting
import MortarModel
import NIOCore
import Testing

/// What Mortar does not do is refused, never dropped in silence.
@Suite struct RefusalTests {
    @Test(arguments: [
        #"{"name":"d","type":"iso"}"#, #"{"name":"d","type":"export","storage":{"type":"nfs"}}"#,
        #"{"name":"d","type":"data","storage":{"type":"nfs","address":"10.0.0.9","path":"/e"}}"#,
        #"{"name":"d","storage":{"type":"iscsi"}}"#, #"{"name":"d","storage":{"address":"10.0.0.9"}}"#,
        #"{"name":"d","storage":{"type":"glusterfs","path":"/v"}}"#,
    ])
    func refusesStorageElsewhere(domain: String) async throws {
        try await refuses(.post, "storagedomains", [domain])
    }

    @Test func refusesWhatNoVMHas() async throws {
        let vms = [
            #""template":{"name":"web"}"#, #""template":{"id":"1"}"#, #""placement_policy":{"affinity":"glued"}"#,
            #""initialization":{"host_name":"web"}"#, #""initialization":{"user_name":"root"}"#,
            #""initialization":{"custom_script":"x","host_name":"web"}"#,
            #""cpu":{"topology":{"sockets":"4294967296","cores":"4294967296"}}"#,
            #""cpu":{"topology":{"sockets":"-1","cores":"-1"}}"#,
            #""memory":"9223372036854775807""#,
        ]
        try await refuses(.post, "vms", vms.map { #"{"name":"web",\#($0)}"# })
    }

    @Test func takesWhatEveryVMHas() async throws {
        try await withAPI { api in
            _ = try await api.json(
                .post, "vms",
                #"{"name":"a","template":{"name":"Blank"},"high_availability":{"enabled":"false"}}"#)
            _ = try await api.json(
                .post, "vms", #"{"name":"b","template":{"id":"00000000-0000-0000-0000-000000000000"}}"#)
            #expect(api.engine.inventory.vms.count == 2)
        }
    }

    @Test func refusesToStartOtherwise() async throws {
        try await withAPI { api in
            let vm = try await api.json(.post, "vms", #"{"name":"web"}"#)
            let id = try #require(vm["id"] as? String)
            for action in [#"{"pause":"true"}"#, #"{"vm":{"memory":"1073741824"}}"#] {
                let answer = try await api.send(.post, "vms/\(id)/start", action)
                #expect(answer.status == .badRequest, "\(action)")
            }
        }
    }

    @Test func ofAClusterOnlyWhatCanBeSetChanges() async throws {
        try await withAPI { api in
            let id = try #require(api.engine.inventory.clusters.sortedByName.first?.id)
            for change in [
                #"{"name":"other"}"#, #"{"disk_access":"fuse","ballooning_enabled":"true"}"#,
                #"{"cpu":{"type":"Intel"}}"#, #"{"data_center":{"id":"1"}}"#,
            ] {
                #expect(try await api.send(.put, "clusters/\(id)", change).status == .badRequest, "\(change)")
            }
            #expect(api.engine.inventory.clusters[id]?.diskAccess == .automatic)
            let whole = String(buffer: try await api.send(.get, "clusters/\(id)").body)
            #expect(try await api.send(.put, "clusters/\(id)", whole).status == .ok)
            _ = try await api.json(.put, "clusters/\(id)", #"{"name":"Default","disk_access":"fuse"}"#)
            #expect(api.engine.inventory.clusters[id]?.diskAccess == .fuse)
        }
    }

    @Test(arguments: [
        "clusters", "datacenters", "disks", "events", "hosts", "jobs", "storagedomains", "vms", "templates",
    ])
    func refusesToFollowWhatIsNotThere(list: String) async throws {
        try await withAPI { api in
            let refused = try await api.send(.get, "\(list)?follow=nonsense")
            #expect(refused.status == .badRequest)
            #expect(try await api.send(.get, list).status == .ok)
        }
    }

    private func refuses(_ method: HTTPRequest.Method, _ path: String, _ bodies: [String]) async throws {
        try await withAPI { api in
            for body in bodies {
                let answer = try await api.send(method, path, body)
                let text = String(buffer: answer.body)
                #expect(answer.status == .badRequest, "\(body): \(text)")
                #expect(text.contains(#""correction":"#) && text.contains(#""code":"invalid""#), "\(body): \(text)")
            }
            #expect(api.engine.inventory.vms.count == 0 && api.engine.inventory.workflows.count == 0)
        }
    }
}
