import AgentAPI
import EngineCore
import Foundation
import HTTPTypes
import HashTreeCollections
import HummingbirdTesting
import MortarModel
import SimulatedAgent
import Testing

@Suite struct BlockDeviceTests {
    /// The place of the first host's devices, and one of them.
    private func places(_ api: APIClient) async throws -> (list: String, device: String) {
        for index in 1...3 {
            _ = try await api.send(
                .post, "hosts",
                #"{"name":"h\#(index)","address":"10.0.0.\#(index)","certificate_request":"csr \#(index)"}"#)
        }
        for job in api.engine.inventory.jobs { #expect(try await api.end(of: job.id.rawValue) == "finished") }
        let host = try #require(api.engine.inventory.hosts.named("h1")?.id)
        return ("hosts/\(host)/blockdevices", "hosts/\(host)/blockdevices/10.0.0.1-1")
    }

    @Test func showsStateHealthAndWhatItTold() async throws {
        try await withAPI { api in
            let (list, device) = try await places(api)
            let all = try await api.json(.get, list)["block_device"] as? [[String: Any]]
            #expect(all?.compactMap { $0["id"] as? String } == ["10.0.0.1-0", "10.0.0.1-1"])
            api.cluster.changeDevice("/dev/sdc", of: "10.0.0.1") { device in
                device.measurements = DeviceMeasurements(taken: .now, wear: 93)
            }
            _ = try await api.engine.context.store.first { $0.deviceRecords.first { $0.told == .worn } }
            let shown = try await api.json(.get, device)
            #expect(shown["state"] as? String == "blank" && shown["current"] as? String == "true")
            let health = try #require(shown["health"] as? [String: Any])
            #expect(health["verdict"] as? String == "worn")
            let reasons = (health["reasons"] as? [String: Any])?["reason"] as? [String]
            #expect(reasons == ["Of its rated life 93 % are used up."])
            #expect((health["measurements"] as? [String: Any])?["wear"] as? String == "93")
            #expect(((shown["history"] as? [String: Any])?["measurements"] as? [Any])?.count == 1)
            #expect(try await api.send(.get, device + "x").status == .notFound)
        }
    }

    @Test func switchesTheLight() async throws {
        try await withAPI { api in
            let (_, device) = try await places(api)
            #expect(try await api.json(.post, "\(device)/blink")["status"] as? String == "complete")
            #expect(api.cluster.blinking(on: "10.0.0.1") == ["/dev/sdc"])
            _ = try await api.json(.post, "\(device)/blink", #"{"on":"false"}"#)
            #expect(api.cluster.blinking(on: "10.0.0.1").isEmpty)
        }
    }

    @Test func marksSparesAndChangesNothingElse() async throws {
        try await withAPI { api in
            let (_, device) = try await places(api)
            #expect(try await api.json(.put, device, #"{"spare":"true"}"#)["state"] as? String == "spare")
            var whole = try await api.json(.get, device)
            whole["spare"] = "false"
            let text = String(decoding: try JSONSerialization.data(withJSONObject: whole), as: UTF8.self)
            #expect(try await api.json(.put, device, text)["state"] as? String == "blank")
            #expect(try await api.send(.put, device, #"{"model":"other"}"#).status == .badRequest)
        }
    }

    @Test func provisionsAndReleases() async throws {
        try await withAPI { api in
            let (_, device) = try await places(api)
            api.cluster.occupy("/dev/sdc", of: "10.0.0.1")
            let host = try #require(api.engine.inventory.hosts.named("h1")?.id)
            _ = try await api.engine.context.store.first { $0.deviceViews(of: host).first { $0.state == .inUse } }
            #expect(try await api.send(.post, "\(device)/provision", "{}").status == .conflict)
            let begun = try await api.json(.post, "\(device)/provision", #"{"wipe":"true"}"#)
            let job = try #require((begun["job"] as? [String: Any])?["id"] as? String)
            #expect(try await api.end(of: job) == "finished")
            #expect(try await api.json(.get, device)["state"] as? String == "spare")
            let released = try await api.json(.post, "\(device)/release", "{}")
            #expect(
                try await api.end(of: try #require((released["job"] as? [String: Any])?["id"] as? String)) == "finished"
            )
            #expect(try await api.json(.get, device)["state"] as? String == "blank")
            #expect(try await api.send(.post, "\(device)/release", "{}").status == .conflict)
        }
    }

    @Test func takesTheStripeOfARAIDDevice() async throws {
        try await withAPI { api in
            let (_, device) = try await places(api)
            for wrong in [#"{"unit":"131072"}"#, #"{"unit":"1000","data_disks":"4"}"#, #"{"data_disks":"4"}"#] {
                let refused = try await api.send(.post, "\(device)/provision", #"{"stripe":\#(wrong)}"#)
                #expect(refused.status == .badRequest, "\(wrong)")
            }
            let begun = try await api.json(
                .post, "\(device)/provision", #"{"stripe":{"unit":"131072","data_disks":"10"}}"#)
            let job = try #require((begun["job"] as? [String: Any])?["id"] as? String)
            #expect(try await api.end(of: job) == "finished")
            let told = try await api.json(.get, device)["stripe"] as? [String: Any]
            #expect(told?["unit"] as? String == "131072" && told?["data_disks"] as? String == "10")
            let devices = (1...3).map { host in
                #"{"host":{"name":"h\#(host)"},"path":"/dev/sdb","stripe":{"unit":"65536","data_disks":"\#(host)"}}"#
            }
            let made = try await api.send(
                .post, "storagedomains",
                #"{"name":"data","block_devices":{"block_device":[\#(devices.joined(separator: ","))]}}"#)
            #expect(try await api.end(of: try #require(made.headers[HTTPField.Name("Mortar-Job")!])) == "finished")
            let bricks = try #require(api.engine.inventory.replicaSets.named("data-1")?.bricks)
            #expect(bricks.compactMap { api.cluster.stripe(of: $0.id)?.dataDisks }.sorted() == [1, 2, 3])
        }
    }
}
