import AgentAPI
import EngineCore
import Foundation
import HTTPTypes
import HashTreeCollections
import HummingbirdTesting
import MortarModel
import SimulatedAgent
import Testing

/// Upgrades over the API, as oVirt's clients ask for them.
@Suite struct UpgradeAPITests {
    /// A host that is up and carries nothing.
    private func addHost(_ api: APIClient) async throws -> String {
        let body = #"{"name":"h1","address":"10.0.0.1","certificate_request":"request 1"}"#
        let place = try #require(try await api.json(.post, "hosts", body)["href"] as? String)
        _ = try await api.engine.context.store.first { inventory in
            inventory.hosts.named("h1").flatMap { $0.status == .up ? $0 : nil }
        }
        return place
    }

    @Test func aCheckTellsWhatThereIs() async throws {
        try await withAPI { api in
            let host = try await addHost(api)
            #expect(try await api.json(.get, host)["update_available"] as? String == "false")
            api.cluster.setPending([.init(name: "qemu", installed: "1", candidate: "2")], at: "10.0.0.1")
            let answer = try await api.json(.post, "\(host)/upgradecheck", "{}")
            let pending = try #require(answer["pending_upgrades"] as? [String: Any])
            #expect(pending["reboot_required"] as? String == "false")
            #expect("\(pending)".contains("qemu"))
            #expect(try await api.json(.get, host)["update_available"] as? String == "true")
            let events = try await api.json(.get, "events?search=type%3D885")
            #expect("\(events)".contains("there is one package to upgrade"))
        }
    }

    @Test func anUpgradeIsRefusedWhereThereIsNothingToDo() async throws {
        try await withAPI { api in
            let host = try await addHost(api)
            #expect(try await api.send(.post, "\(host)/upgrade", "{}").status == .conflict)
        }
    }

    @Test(arguments: ["0", "-1", "10081"])
    func refusesATimeOutThatMakesNoSense(_ minutes: String) async throws {
        try await withAPI { api in
            let host = try await addHost(api)
            let answer = try await api.send(.post, "\(host)/upgrade", #"{"timeout":"\#(minutes)"}"#)
            #expect(answer.status == .badRequest)
        }
    }
}
