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

/// Volumes of users over the API, in oVirt's words.
@Suite struct GlusterVolumeAPITests {
    /// Three hosts; gives the address of the volumes.
    private func prepare(_ api: APIClient) async throws -> String {
        for index in 1...3 {
            _ = try await api.send(
                .post, "hosts",
                #"{"name":"h\#(index)","address":"10.0.0.\#(index)","certificate_request":"csr \#(index)"}"#)
        }
        for job in api.engine.inventory.jobs { #expect(try await api.end(of: job.id.rawValue) == "finished") }
        let cluster = try #require(api.engine.inventory.clusters.sortedByName.first?.id.rawValue)
        return "clusters/\(cluster)/glustervolumes"
    }

    private func host(_ index: Int, _ api: APIClient) -> String {
        api.engine.inventory.hosts.named("h\(index)")?.id.rawValue ?? ""
    }

    /// A brick in a directory of this name on each of three hosts.
    private func bricks(_ name: String, _ api: APIClient) -> String {
        (1...3).map {
            "<brick><server_id>\(host($0, api))</server_id><brick_dir>/srv/\(name)</brick_dir></brick>"
        }.joined()
    }

    private func make(_ api: APIClient, at path: String) async throws -> String {
        let made = try await api.send(
            .post, path,
            """
            <gluster_volume><name>plain</name><volume_type>distributed_replicate</volume_type>
            <replica_count>3</replica_count><bricks>\(bricks("a", api))\(bricks("b", api))</bricks>
            <options><option><name>features.shard</name><value>on</value></option></options></gluster_volume>
            """, json: false)
        #expect(made.status == .created, "\(String(buffer: made.body))")
        #expect(String(buffer: made.body).contains("<status>down</status>"))
        return "\(path)/plain"
    }

    private func brickIDs(_ api: APIClient, _ volume: String) async throws -> [String] {
        let listed = try await api.json(.get, "\(volume)/glusterbricks")["brick"] as? [[String: Any]]
        return (listed ?? []).compactMap { $0["id"] as? String }
    }

    private func done(_ api: APIClient, _ path: String, _ body: String = "<action/>") async throws {
        let answer = try await api.send(.post, path, body, json: false)
        #expect(answer.status == .ok, "\(path): \(String(buffer: answer.body))")
    }

    private func job(_ api: APIClient, _ path: String, _ body: String = "{}") async throws -> String {
        let begun = try await api.json(.post, path, body)
        return try #require((begun["job"] as? [String: Any])?["id"] as? String, "\(begun)")
    }

    @Test func theLifeOfAVolume() async throws {
        try await withAPI { api in
            let path = try await prepare(api)
            let volume = try await make(api, at: path)
            try await done(api, "\(volume)/start")
            try await done(
                api, "\(volume)/setoption",
                "<action><option><name>nfs.disable</name><value>on</value></option></action>")
            try await done(
                api, "\(volume)/resetoption", "<action><option><name>nfs.disable</name></option></action>")
            let shown = try await api.json(.get, volume)
            #expect(shown["status"] as? String == "up" && shown["volume_type"] as? String == "distributed_replicate")
            #expect(shown["replica_count"] as? String == "3" && shown["replica_set"] == nil)
            let ids = try await brickIDs(api, volume)
            #expect(ids.count == 6 && Set(ids).count == 6)
            let brick = try await api.json(.get, "\(volume)/glusterbricks/\(ids[4])")
            #expect(brick["status"] as? String == "up" && brick["server_id"] as? String == host(2, api))

            #expect(try await api.end(of: try await job(api, "\(volume)/rebalance")) == "finished")
            #expect(
                (try await api.json(.get, volume)["task"] as? [String: Any])?["status"] as? String == "completed")
            try await done(api, "\(volume)/stop")
            #expect(try await api.send(.delete, volume).status == .ok)
            #expect(try await api.send(.get, volume).status == .notFound)
        }
    }

    @Test func bricksComeAndGo() async throws {
        try await withAPI { api in
            let volume = try await make(api, at: try await prepare(api))
            try await done(api, "\(volume)/start")
            let added = try await api.send(
                .post, "\(volume)/glusterbricks", "<bricks>\(bricks("c", api))</bricks>", json: false)
            #expect(added.status == .created && String(buffer: added.body).contains("<bricks>"))
            let leaving = try await brickIDs(api, volume).suffix(3)
            let list = #"{"brick":[\#(leaving.map { #"{"id":"\#($0)"}"# }.joined(separator: ","))]}"#
            let early = try await api.send(.delete, "\(volume)/glusterbricks", list)
            #expect(early.status == .conflict, "\(String(buffer: early.body))")
            let moved = try await job(api, "\(volume)/glusterbricks/migrate", #"{"bricks":\#(list)}"#)
            #expect(try await api.end(of: moved) == "finished")
            #expect(try await api.send(.delete, "\(volume)/glusterbricks", #"{"bricks":\#(list)}"#).status == .ok)
            #expect(try await brickIDs(api, volume).count == 6)
            try await keepBricks(api, volume)
        }
    }

    /// Data that was moved away does not have to be followed by the bricks.
    private func keepBricks(_ api: APIClient, _ volume: String) async throws {
        let names = (1...3).map { "<brick><name>10.0.0.\($0):/srv/b</name></brick>" }.joined()
        let body = "<action><bricks>\(names)</bricks></action>"
        let begun = try await api.send(.post, "\(volume)/glusterbricks/migrate", body, json: false)
        #expect(begun.status == .ok, "\(String(buffer: begun.body))")
        for job in api.engine.inventory.jobs { #expect(try await api.end(of: job.id.rawValue) == "finished") }
        try await done(api, "\(volume)/glusterbricks/activate", body)
        let again = try await api.send(.post, "\(volume)/glusterbricks/stopmigrate", body, json: false)
        #expect(again.status == .conflict)
        #expect(try await brickIDs(api, volume).count == 6)
    }

    @Test func aBrickIsReplacedAndReset() async throws {
        try await withAPI { api in
            let volume = try await make(api, at: try await prepare(api))
            try await done(api, "\(volume)/start")
            let ids = try await brickIDs(api, volume)
            let place = #"{"bricks":{"brick":[{"server_id":"\#(host(3, api))","brick_dir":"/srv/new"}]}}"#
            let replaced = try await job(api, "\(volume)/glusterbricks/\(ids[2])/replace", place)
            #expect(try await api.end(of: replaced) == "finished")
            #expect(api.cluster.volumes[0].bricks[2].brick == VolumeBrick(host: "10.0.0.3", directory: "/srv/new"))
            let reset = try await job(api, "\(volume)/glusterbricks/\(ids[0])/reset")
            #expect(try await api.end(of: reset) == "finished")
            let nothing = try await api.send(.post, "\(volume)/glusterbricks/\(ids[0])/replace", "{}")
            #expect(nothing.status == .badRequest)
            #expect(try await api.send(.post, "\(volume)/glusterbricks/none/reset", "{}").status == .notFound)
        }
    }

    @Test func movesNothingUnderVMsOnShards() async throws {
        try await withAPI { api in
            let volume = try await make(api, at: try await prepare(api))
            try await done(api, "\(volume)/start")
            api.cluster.setUse(VolumeUse(guests: ["web"]), of: "plain", on: "10.0.0.2")
            let refused = try await api.send(.post, "\(volume)/rebalance", "<action/>", json: false)
            #expect(refused.status == .conflict)
            #expect(String(buffer: refused.body).contains("web on h2 has images on the volume plain"))
            #expect(try await api.send(.post, "\(volume)/stop", "{}").status == .conflict)
        }
    }

    @Test func refusesWhatCannotBeMade() async throws {
        try await withAPI { api in
            let path = try await prepare(api)
            for (body, status) in [
                (#"{"name":"x"}"#, HTTPResponse.Status.badRequest),
                (#"{"name":"x","volume_type":"disperse","bricks":{"brick":[]}}"#, .badRequest),
                (#"{"name":"x","volume_type":"distribute","bricks":{"brick":[{"brick_dir":"/srv/a"}]}}"#, .badRequest),
                (
                    #"{"name":"x","volume_type":"distribute","bricks":{"brick":[{"server_id":"h9","brick_dir":"/srv/a"}]}}"#,
                    .notFound
                ),
                (
                    #"{"name":"x","volume_type":"distribute","bricks":{"brick":[{"server_id":"h1","brick_dir":"a"}]}}"#,
                    .badRequest
                ),
            ] {
                let answer = try await api.send(.post, path, body)
                #expect(answer.status == status, "\(body): \(String(buffer: answer.body))")
            }
            #expect(try await api.send(.post, "\(path)/none/start", "{}").status == .notFound)
        }
    }
}
