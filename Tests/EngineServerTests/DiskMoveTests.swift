import AgentAPI
import EngineCore
import Foundation
import HTTPTypes
import HummingbirdTesting
import MortarModel
import SimulatedAgent
import Testing

/// Moving a disk over the API, as oVirt's clients ask for it and with Mortar's own elements.
@Suite struct DiskMoveTests {
    /// Three hosts, a storage domain with two replica sets, and a disk in it.
    private func makeDisk(_ api: APIClient) async throws -> String {
        for index in 1...3 {
            _ = try await api.send(
                .post, "hosts",
                #"{"name":"h\#(index)","address":"10.0.0.\#(index)","certificate_request":"csr \#(index)"}"#)
        }
        for job in api.engine.inventory.jobs { #expect(try await api.end(of: job.id.rawValue) == "finished") }
        let header = try #require(HTTPField.Name("Mortar-Job"))
        let domain = try await api.send(.post, "storagedomains", #"{"name":"data","redundancy":"3"}"#)
        #expect(try await api.end(of: try #require(domain.headers[header])) == "finished")
        let disk = try await api.send(.post, "disks", #"{"name":"d","provisioned_size":"1073741824"}"#)
        #expect(try await api.end(of: try #require(disk.headers[header])) == "finished")
        return try #require(api.engine.inventory.disks.sortedByName.first?.id.rawValue)
    }

    private func set(of disk: String, _ api: APIClient) async throws -> String? {
        (try await api.json(.get, "disks/\(disk)")["replica_set"] as? [String: Any])?["name"] as? String
    }

    private func move(_ disk: String, _ body: String, _ api: APIClient) async throws {
        let action = try await api.json(.post, "disks/\(disk)/move", body)
        #expect(action["status"] as? String == "in_progress")
        let job = try #require((action["job"] as? [String: Any])?["id"] as? String)
        #expect(try await api.end(of: job) == "finished")
    }

    @Test func movesToANamedSetAndToTheBestOfADomain() async throws {
        try await withAPI { api in
            let disk = try await makeDisk(api)
            let first = try #require(try await set(of: disk, api))
            let second = first == "data-1" ? "data-2" : "data-1"
            try await move(disk, #"{"replica_set":{"name":"\#(second)"},"bandwidth":"52428800"}"#, api)
            #expect(try await set(of: disk, api) == second)
            try await move(disk, #"{"storage_domain":{"name":"data"}}"#, api)
            #expect(try await set(of: disk, api) == first)
            #expect(api.cluster.images.keys.map(\.volume) == [first])
            let codes = api.engine.inventory.events.map(\.code)
            #expect(codes.count { $0 == 2008 } == 2 && codes.count { $0 == 2010 } == 2)
        }
    }

    @Test func refusesWhatCannotBe() async throws {
        try await withAPI { api in
            let disk = try await makeDisk(api)
            let first = try #require(try await set(of: disk, api))
            let bodies: [(String, HTTPResponse.Status)] = [
                (#"{"replica_set":{"name":"\#(first)"}}"#, .conflict),
                (#"{"replica_set":{"name":"nothing"}}"#, .notFound),
                (#"{"storage_domain":{"name":"nothing"}}"#, .notFound),
                (#"{"bandwidth":"1"}"#, .badRequest),
            ]
            for (body, status) in bodies {
                #expect(try await api.send(.post, "disks/\(disk)/move", body).status == status, "\(body)")
            }
            #expect(try await api.send(.post, "disks/nobody/move", "{}").status == .notFound)
        }
    }
}
