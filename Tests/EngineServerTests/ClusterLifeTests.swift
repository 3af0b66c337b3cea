import AgentAPI
import EngineCore
import Foundation
import HTTPTypes
import HummingbirdTesting
import MortarModel
import NIOCore
import SimulatedAgent
import Testing

/// From blank simulated hosts to a running VM and back, over the API alone.
@Suite struct ClusterLifeTests {
    @Test func hostsStorageAndVMsThroughTheirLives() async throws {
        try await withAPI { api in
            try await addHosts(api)
            let domain = try await addStorageDomain(api)
            let vm = try await addVM(api)
            try await start(vm, api)
            try await stopAndRemove(vm, api)
            let removal = try await api.send(.delete, "storagedomains/\(domain)")
            #expect(removal.status == .ok)
            #expect(api.cluster.volumes.isEmpty)
            #expect(api.cluster.devices(of: "10.0.0.1").allSatisfy { $0.use == .blank })
        }
    }

    private func addHosts(_ api: APIClient) async throws {
        for index in 1...3 {
            let host = try await api.json(
                .post, "hosts",
                #"{"name":"h\#(index)","address":"10.0.0.\#(index)","certificate_request":"csr \#(index)"}"#)
            #expect(host["status"] as? String == "installing")
            #expect((host["certificate"] as? [String: Any])?["content"] as? String == "certificate of h\(index)")
        }
        for job in api.engine.inventory.jobs { #expect(try await api.end(of: job.id.rawValue) == "finished") }
        let up = try await api.json(.get, "hosts?search=status%3Dup")["host"] as? [[String: Any]]
        #expect(up?.compactMap { $0["name"] as? String } == ["h1", "h2", "h3"])
        #expect(api.cluster.pool.count == 3)
    }

    private func addStorageDomain(_ api: APIClient) async throws -> String {
        let answer = try await api.send(.post, "storagedomains", #"{"name":"data","redundancy":"3"}"#)
        #expect(answer.status == .created)
        let job = try #require(answer.headers[HTTPField.Name("Mortar-Job")!])
        #expect(try await api.end(of: job) == "finished")
        let domains = try await api.json(.get, "storagedomains?search=name%3Ddata")["storage_domain"]
        let domain = try #require((domains as? [[String: Any]])?.first)
        #expect(domain["status"] as? String == "active")
        let id = try #require(domain["id"] as? String)
        let sets = try await api.json(.get, "storagedomains/\(id)/replicasets")["replica_set"] as? [[String: Any]]
        #expect(sets?.compactMap { $0["name"] as? String } == ["data-1", "data-2"])
        return id
    }

    private func addVM(_ api: APIClient) async throws -> String {
        let vm = try await api.json(.post, "vms", #"{"name":"web","memory":"268435456","cluster":{"name":"Default"}}"#)
        let id = try #require(vm["id"] as? String)
        let disk =
            #"{"bootable":"true","disk":{"provisioned_size":"1073741824","storage_domains":{"storage_domain":[{"name":"data"}]}}}"#
        let attached = try await api.send(.post, "vms/\(id)/diskattachments", disk)
        #expect(attached.status == .created)
        #expect(try await api.end(of: try #require(attached.headers[HTTPField.Name("Mortar-Job")!])) == "finished")
        let diskID = try #require(api.engine.inventory.disks.sortedByName.first?.id)
        let upload = try await api.send(
            .put, "disks/\(diskID)/image", "an image", headers: [.contentType: "application/octet-stream"])
        #expect(upload.status == .ok)
        return id
    }

    private func start(_ vm: String, _ api: APIClient) async throws {
        let action = try await api.json(.post, "vms/\(vm)/start", "{}")
        let job = try #require((action["job"] as? [String: Any])?["id"] as? String)
        #expect(try await api.end(of: job) == "finished")
        let followed = try await api.json(.get, "vms/\(vm)?follow=disk_attachments.disk")
        #expect(followed["status"] as? String == "up")
        let attachments = (followed["disk_attachments"] as? [String: Any])?["disk_attachment"] as? [[String: Any]]
        #expect((attachments?.first?["disk"] as? [String: Any])?["status"] as? String == "ok")
        let again = try await api.send(.post, "vms/\(vm)/start", "{}")
        #expect(again.status == .conflict)
        let console = try await api.send(.get, "vms/\(vm)/serialconsole")
        #expect(String(buffer: console.body) == "web login: ")
    }

    private func stopAndRemove(_ vm: String, _ api: APIClient) async throws {
        #expect(try await api.send(.delete, "vms/\(vm)").status == .conflict)
        let action = try await api.json(.post, "vms/\(vm)/stop", "{}")
        #expect(try await api.end(of: try #require((action["job"] as? [String: Any])?["id"] as? String)) == "finished")
        #expect(try await api.send(.delete, "vms/\(vm)").status == .ok)
        #expect(try await api.send(.get, "vms/\(vm)").status == .notFound)
        #expect(api.cluster.images.isEmpty)
    }
}
