import AgentAPI
import EngineCore
import Foundation
import HTTPTypes
import HashTreeCollections
import HummingbirdTesting
import MortarModel
import SimulatedAgent
import Testing

@Suite struct SplitBrainAPITests {
    static let gfid = "ce76c0e9-e54d-4df8-9182-b6e9acc3f7ee"

    /// A storage domain whose first set has a file of three versions.
    private func tear(_ api: APIClient) async throws -> (domain: String, volume: String) {
        for index in 1...3 {
            _ = try await api.json(
                .post, "hosts",
                #"{"name":"h\#(index)","address":"10.0.0.\#(index)","certificate_request":"csr \#(index)"}"#)
        }
        for job in api.engine.inventory.jobs { #expect(try await api.end(of: job.id.rawValue) == "finished") }
        let made = try await api.send(.post, "storagedomains", #"{"name":"data","split_brain_policy":"manual"}"#)
        #expect(try await api.end(of: try #require(made.headers[HTTPField.Name("Mortar-Job")!])) == "finished")
        let domain = try #require(api.engine.inventory.storageDomains.named("data")?.id.rawValue)
        let copies = (0..<3).map { index in
            BrickCopy(
                gfid: Self.gfid, isFile: true, size: .mebibytes(4),
                modified: Date(timeIntervalSince1970: Double(index)),
                access: "", name: nil, blames: [], checksum: "\(index)")
        }
        api.cluster.setSplitBrain("data-1", .init(gfid: Self.gfid, path: "/images/x.raw"), copies: copies)
        let cluster = try #require(api.engine.inventory.clusters.sortedByName.first?.id.rawValue)
        return (domain, "clusters/\(cluster)/glustervolumes/data-1")
    }

    @Test func showsTheVersionsOfAFileAndTakesOne() async throws {
        try await withAPI { api in
            let (domain, volume) = try await tear(api)
            api.engine.context.store.observe { $0.volumes["data-1"]?.healObserved = nil }
            _ = try await api.engine.context.store.first { $0.observations.volumes["data-1"]?.splitBrains.first }
            let listed = try await api.json(.get, "\(volume)/splitbrains")["split_brain"] as? [[String: Any]]
            let file = try #require(listed?.first)
            #expect(file["name"] as? String == "images/x.raw" && file["id"] as? String == Self.gfid)
            let versions = (file["versions"] as? [String: Any])?["version"] as? [[String: Any]]
            let names = versions?.compactMap { ($0["host"] as? [String: Any])?["name"] as? String }
            #expect(names?.sorted() == ["h1", "h2", "h3"])
            #expect(versions?.allSatisfy { $0["agreeing"] as? String == "1" } == true)
            let sets =
                try await api.json(.get, "storagedomains/\(domain)/replicasets")["replica_set"] as? [[String: Any]]
            #expect((sets?.first?["heal"] as? [String: Any])?["split_brain"] as? String == "1")

            let place = "\(volume)/splitbrains/\(Self.gfid)/resolve"
            #expect(try await api.send(.post, place, "{}").status == .badRequest)
            #expect(try await api.send(.post, place, #"{"resolution":"oldest"}"#).status == .badRequest)
            #expect(try await api.send(.post, place, #"{"resolution":"majority"}"#).status == .conflict)
            #expect(try await api.send(.post, place, #"{"host":{"name":"h2"}}"#).status == .ok)
            #expect(api.cluster.resolutions.map(\.source.host) == ["10.0.0.2"])
            #expect(try await api.send(.post, place, #"{"resolution":"newest"}"#).status == .notFound)
        }
    }

    @Test func onlyThePolicyOfADomainCanBeChanged() async throws {
        try await withAPI { api in
            let (domain, _) = try await tear(api)
            let shown = try await api.json(.get, "storagedomains/\(domain)")
            #expect(shown["split_brain_policy"] as? String == "manual")
            #expect(try await api.send(.put, "storagedomains/\(domain)", #"{"name":"other"}"#).status == .badRequest)
            let bad = #"{"split_brain_policy":"oldest"}"#
            #expect(try await api.send(.put, "storagedomains/\(domain)", bad).status == .badRequest)
            let changed = try await api.json(
                .put, "storagedomains/\(domain)", #"{"name":"data","split_brain_policy":"newest"}"#)
            #expect(changed["split_brain_policy"] as? String == "newest")
        }
    }
}
