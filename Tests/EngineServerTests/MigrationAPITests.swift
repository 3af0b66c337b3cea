import EngineCore
import Foundation
import HTTPTypes
import HummingbirdTesting
import MortarModel
import SimulatedAgent
import Testing

/// Migrations over the API, as oVirt's clients ask for them.
@Suite struct MigrationAPITests {
    private func cluster(_ api: APIClient) throws -> String {
        try #require(api.engine.inventory.clusters.sortedByName.first?.id.rawValue)
    }

    @Test func clustersHaveWaysToMigrate() async throws {
        try await withAPI { api in
            let place = "clusters/\(try cluster(api))"
            let before = try #require(try await api.json(.get, place)["migration"] as? [String: Any])
            #expect(before["auto_converge"] as? String == "true" && before["encrypted"] as? String == "true")
            #expect((before["bandwidth"] as? [String: Any])?["assignment_method"] as? String == "hypervisor_default")
            let body = #"""
                {"migration":{"auto_converge":"false","post_copy_after":"300",
                "bandwidth":{"assignment_method":"custom","custom_value":"4000"}}}
                """#
            let after = try #require(try await api.json(.put, place, body)["migration"] as? [String: Any])
            #expect(after["auto_converge"] as? String == "false" && after["post_copy_after"] as? String == "300")
            #expect((after["bandwidth"] as? [String: Any])?["custom_value"] as? String == "4000")
            let policy = try #require(api.engine.inventory.clusters.sortedByName.first?.migration)
            #expect(!policy.converges && policy.bandwidth == 4000 && policy.postCopyAfter == 300)
            _ = try await api.json(.put, place, #"{"migration":{"bandwidth":{"assignment_method":"auto"}}}"#)
            #expect(api.engine.inventory.clusters.sortedByName.first?.migration?.bandwidth == 0)
        }
    }

    @Test(arguments: [
        #"{"auto_converge":"perhaps"}"#, #"{"encrypted":"false"}"#, #"{"compressed":"true"}"#,
        #"{"bandwidth":{"assignment_method":"custom"}}"#, #"{"bandwidth":{"custom_value":"3"}}"#,
        #"{"bandwidth":{"assignment_method":"fair"}}"#, #"{"post_copy_after":"-1"}"#,
    ])
    func refusesWaysThatThereAreNot(migration: String) async throws {
        try await withAPI { api in
            let answer = try await api.send(.put, "clusters/\(try cluster(api))", "{\"migration\":\(migration)}")
            #expect(answer.status == .badRequest)
            #expect(api.engine.inventory.clusters.sortedByName.first?.migration == nil)
        }
    }

    @Test func aVMThatIsDownIsNeitherMovedNorCancelled() async throws {
        try await withAPI { api in
            let vm = try await api.json(.post, "vms", #"{"name":"web","cluster":{"name":"Default"}}"#)
            let place = try #require(vm["href"] as? String)
            #expect(try await api.send(.post, "\(place)/migrate", "{}").status == .conflict)
            #expect(try await api.send(.post, "\(place)/cancelmigration", "{}").status == .conflict)
            let unknown = try await api.send(.post, "\(place)/migrate", #"{"host":{"name":"nowhere"}}"#)
            #expect(unknown.status == .notFound)
        }
    }
}
