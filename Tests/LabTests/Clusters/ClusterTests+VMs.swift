import Foundation
import HostCommand
import LabKit
import MortarClient
import MortarModel
import OVirtAPI
import Testing

extension LabTests.ClusterTests {
    /// The probe acknowledges writes; after a stop and a start it finds every one of them.
    func stopAndStart(_ access: String, _ cluster: TestCluster) async throws {
        let vm = WritingVM("probe-\(access)", on: cluster)
        try await vm.create()
        if access == "libgfapi" { try await cluster.waitForSelfTests() }
        try await vm.start()
        let traffic = try await Traffic.now()
        try await vm.expectToGoOn()
        let later = try await Traffic.now()
        #expect(later.storage - traffic.storage > 100 * 4096)
        #expect(10 * (later.management - traffic.management) < later.storage - traffic.storage)
        _ = try await vm.place()
        try await cluster.wait("the host tells the disk access", within: .seconds(30)) { client in
            try await client.find(VMRepresentation.self, called: vm.name, kind: "VM").diskAccess == access
        }
        try await vm.verify()
        try await vm.stop()
        try await vm.delete()
    }

    /// oVirt's own Python SDK, as the conformance tests have it against simulated hosts.
    func speakThroughTheSDK(_ cluster: TestCluster) async throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../ConformanceTests")
        let script = folder.appending(path: "ovirt_sdk.py").standardized.path(percentEncoded: false)
        let python = NSHomeDirectory() + "/.cache/mortar/venv/bin/python"
        let output = try await LocalCommands().run(
            Command(python, ["-B", script] + (try await cluster.sdkArguments()), timeLimit: .seconds(120)))
        #expect(output.status == 0, "\(output.standardOutput)\n\(output.standardError)")
    }

    /// A host that carries no VM loses its power: the VM goes on, and what the host missed is healed when it is back.
    func loseAHost(_ cluster: TestCluster) async throws {
        let vm = WritingVM("steady", on: cluster)
        try await vm.create()
        try await vm.start()
        try await vm.expectToGoOn(by: 20)
        let victim = try await vm.place() == "h3" ? "h2" : "h3"
        try await SharedLab.lab.setPower(of: victim, .off)
        let lost = try await statuses(of: victim, until: "non_responsive", within: .seconds(10), cluster)
        #expect(lost.contains("connecting"))
        try await vm.expectToGoOn(by: 200)
        // Otherwise a heal may be over before anybody has looked.
        try await cluster.setSelfHeal("off")
        try await SharedLab.lab.setPower(of: victim, .on)
        _ = try await statuses(of: victim, until: "up", within: .seconds(30), cluster)
        try await waitForSets("what the bricks missed is known", cluster) { sets in
            sets.contains { $0.pendingHeals ?? 0 > 0 }
        }
        try await cluster.setSelfHeal("on")
        try await waitForSets("all is healed", cluster) { sets in
            sets.allSatisfy { $0.status == "up" && $0.pendingHeals == 0 }
        }
        try await expectEventsOfALoss(cluster)
        try await vm.stop()
        try await vm.delete()
    }

    private func waitForSets(
        _ what: String, _ cluster: TestCluster, until wished: ([ReplicaSetRepresentation]) -> Bool
    ) async throws {
        try await cluster.wait(what, within: .seconds(120)) { client in
            let domain = try #require(try await client.list(StorageDomainRepresentation.self).first?.id)
            let sets = try await client.list(ReplicaSetRepresentation.self, at: "storagedomains/\(domain)/replicasets")
            return wished(sets)
        }
    }

    /// Waits until a host has a status; returns all that were seen until then, each once.
    private func statuses(
        of host: String, until status: String, within limit: Duration, _ cluster: TestCluster
    ) async throws -> [String] {
        var seen: [String] = []
        try await cluster.wait("\(host) is \(status)", within: limit) { client in
            let now = try await client.find(HostRepresentation.self, called: host, kind: "host").status ?? ""
            if seen.last != now { seen.append(now) }
            return now == status
        }
        return seen
    }

    /// The codes of docs/operator/events.md: a host and its bricks went and came, and what they missed was healed.
    private func expectEventsOfALoss(_ cluster: TestCluster) async throws {
        let codes = Set(try await cluster.connected { try await $0.list(EventRepresentation.self) }.compactMap(\.code))
        #expect(codes.isSuperset(of: [12, 4151, 13, 4086, 20_002, 20_003]), "\(codes.sorted())")
    }
}
