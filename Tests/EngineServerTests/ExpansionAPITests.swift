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

/// Growth of storage domains over the API.
@Suite struct ExpansionAPITests {
    /// Three hosts with two devices each, and a storage domain on the first ones, or of one copy on that of the first host.
    private func makeDomain(_ api: APIClient, copies: Int = 3) async throws -> String {
        for index in 1...3 {
            _ = try await api.send(
                .post, "hosts",
                #"{"name":"h\#(index)","address":"10.0.0.\#(index)","certificate_request":"csr \#(index)"}"#)
        }
        for job in api.engine.inventory.jobs { #expect(try await api.end(of: job.id.rawValue) == "finished") }
        let devices = (1...copies).map { #"{"host":{"name":"h\#($0)"},"path":"/dev/sdb"}"# }.joined(separator: ",")
        let domain = try await api.send(
            .post, "storagedomains",
            #"{"name":"data","redundancy":"\#(copies)","block_devices":{"block_device":[\#(devices)]}}"#)
        let header = try #require(HTTPField.Name("Mortar-Job"))
        #expect(try await api.end(of: try #require(domain.headers[header])) == "finished")
        return try #require(api.engine.inventory.storageDomains.sortedByName.first?.id.rawValue)
    }

    @Test func aPlanChangesNothingAndIsCarriedOutWhenAskedFor() async throws {
        try await withAPI { api in
            let domain = try await makeDomain(api)
            let planned = try await api.json(.post, "storagedomains/\(domain)/expand", #"{"plan":"true"}"#)
            let plan = try #require(planned["expansion_plan"] as? [String: Any])
            #expect(plan["seconds"] == nil && plan["heal_rate"] == nil)
            #expect(plan["bytes"] as? String == "0" && plan["allowed"] as? String == "true")
            #expect("\(plan)".contains("data-2"))
            #expect(api.engine.inventory.replicaSets.count == 1)
            let begun = try await api.json(.post, "storagedomains/\(domain)/expand", "{}")
            let job = try #require((begun["job"] as? [String: Any])?["id"] as? String)
            #expect(try await api.end(of: job) == "finished")
            #expect(Set(api.cluster.volumes.map(\.name)) == ["data-1", "data-2"])
        }
    }

    @Test func oneCopyBecomesThree() async throws {
        try await withAPI { api in
            let domain = try await makeDomain(api, copies: 1)
            let path = "storagedomains/\(domain)/copies"
            let planned = try await api.json(.post, path, #"{"redundancy":"3","plan":"true"}"#)
            let plan = try #require(planned["copies_plan"] as? [String: Any], "\(planned)")
            let copies = try #require((plan["copies"] as? [String: Any])?["copy"] as? [[String: Any]])
            #expect(copies.count == 2 && plan["allowed"] as? String == "true" && plan["seconds"] == nil)
            let tolerance = try #require(copies[0]["tolerance"] as? [String: Any])
            #expect((tolerance["only_copy"] as? [String: Any])?["name"] as? String == "h1")
            #expect(api.cluster.volumes[0].bricks.count == 1)
            let begun = try await api.json(.post, path, #"{"redundancy":"3"}"#)
            let job = try #require((begun["job"] as? [String: Any])?["id"] as? String, "\(begun)")
            #expect(try await api.end(of: job) == "finished")
            #expect(api.cluster.volumes[0].bricks.count == 3)
            #expect(try await api.json(.get, "storagedomains/\(domain)")["redundancy"] as? String == "3")
            #expect(try await api.send(.post, path, #"{"redundancy":"1"}"#).status == .conflict)
            #expect(try await api.send(.post, path, "{}").status == .badRequest)
        }
    }

    @Test func optionsAreShownAndSetRight() async throws {
        try await withAPI { api in
            let domain = try await makeDomain(api)
            let path = "storagedomains/\(domain)"
            let volume = try #require(api.cluster.volumes.first?.name)
            api.cluster.setOption("performance.read-ahead", "on", of: volume)
            api.cluster.setOption("auth.allow", "10.*", of: volume)
            let begun = try await api.json(.post, "\(path)/repairoptions", "{}")
            // The values of now are shown by the list, too.
            let listed = try await api.json(.get, "\(path)/volumeoptions")
            let options = try #require(listed["volume_option"] as? [[String: Any]])
            #expect(options.contains { $0["name"] as? String == "auth.allow" && $0["state"] as? String == "yours" })
            #expect(options.allSatisfy { ($0["replica_set"] as? [String: Any])?["name"] as? String == "data-1" })
            let job = try #require((begun["job"] as? [String: Any])?["id"] as? String, "\(begun)")
            #expect(try await api.end(of: job) == "finished")
            #expect(api.cluster.volumes[0].options["performance.read-ahead"] == "off")
            let again = try await api.json(.post, "\(path)/repairoptions", "{}")
            #expect(again["status"] as? String == "complete" && again["job"] == nil)
            let sets = try await api.json(.get, "\(path)/replicasets")
            let shown = try #require(
                (sets["replica_set"] as? [[String: Any]])?.first?["volume_options"] as? [String: Any])
            let names = (shown["volume_option"] as? [[String: Any]])?.map { $0["name"] as? String }
            #expect(names == ["auth.allow"])
        }
    }

    @Test func aSetComesAndGoes() async throws {
        try await withAPI { api in
            let domain = try await makeDomain(api)
            for (verb, body, names) in [
                ("expand", "{}", ["data-1", "data-2"]), ("balance", "{}", ["data-1", "data-2"]),
                ("shrink", #"{"replica_sets":{"replica_set":[{"name":"data-2"}]}}"#, ["data-1"]),
            ] {
                let planned = try await api.json(
                    .post, "storagedomains/\(domain)/\(verb)",
                    body.replacing("{", with: #"{"plan":"true","#, maxReplacements: 1)
                        .replacing(",}", with: "}"))
                let key = verb == "expand" ? "expansion_plan" : "reshaping_plan"
                #expect(planned[key] != nil, "\(planned)")
                let begun = try await api.json(.post, "storagedomains/\(domain)/\(verb)", body)
                let job = try #require((begun["job"] as? [String: Any])?["id"] as? String, "\(begun)")
                #expect(try await api.end(of: job) == "finished")
                #expect(api.cluster.volumes.map(\.name).sorted() == names)
            }
        }
    }

    @Test func refusesWhatIsNotThere() async throws {
        try await withAPI { api in
            let domain = try await makeDomain(api)
            for (body, status) in [
                (#"{"hosts":{"host":[{"name":"h9"}]}}"#, HTTPResponse.Status.notFound),
                (#"{"block_devices":{"block_device":[{"path":"/dev/sdc"}]}}"#, .badRequest),
                (#"{"block_devices":{"block_device":[{"host":{"name":"h1"},"path":"/dev/sdz"}]}}"#, .notFound),
                (#"{"block_devices":{"block_device":[{"host":{"name":"h1"},"path":"/dev/sdc"}]}}"#, .conflict),
            ] {
                let answer = try await api.send(.post, "storagedomains/\(domain)/expand", body)
                #expect(answer.status == status, "\(body): \(String(buffer: answer.body))")
            }
        }
    }
}
