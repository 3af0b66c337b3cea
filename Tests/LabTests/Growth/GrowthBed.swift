import Foundation
import HostCommand
import LabKit
import MortarClient
import MortarModel
import OVirtAPI
import Testing

/// A storage domain of one replica set on three of five hosts, two VMs whose probes write all the time, and stored data.
struct GrowthBed {
    let cluster: TestCluster
    let vms: [WritingVM]
    let data: StoredData

    init() async throws {
        cluster = try await TestCluster()
        vms = ["writer1", "writer2"].map { [cluster] name in WritingVM(name, on: cluster) }
        data = StoredData("stored", on: cluster)
        try await cluster.deploy()
        try await cluster.mortar("cluster", "set", "--locality-patience", "5s")
        // Over libgfapi QEMU gives a disk up whose flush has failed, as when a host is lost while a brick is filled, and the
        // copy of a disk can end by itself when a brick of its set was replaced before.
        try await cluster.mortar("cluster", "set", "--disk-access", "fuse")
        try await data.create()
        for vm in vms {
            try await vm.create(disk: "192MiB")
            try await vm.start()
        }
        try await expectWrites()
    }

    // MARK: Commands

    /// What a command would do, of which it shows the plan.
    func plan(_ words: String...) async throws -> [String: Any] { try await plan(words) }

    private func plan(_ words: [String]) async throws -> [String: Any] {
        let output = try await cluster.expectDone(
            words + ["--output", "json", "--config", cluster.configuration], limit: .seconds(60))
        return try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any], "\(output)")
    }

    /// Does it, and prints how long it took and what was copied beside what was planned.
    func carryOut(_ words: String...) async throws {
        let plan = try await plan(words)
        let (traffic, began) = (try await BrickTraffic(cluster), ContinuousClock.now)
        try await cluster.runToItsEnd(words + ["--yes"])
        let took = ContinuousClock.now - began
        let bytes = (plan["to_copy"] as? Int64).map { "\(ByteCount($0))" } ?? "?"
        let written = try await ByteCount(traffic.toNewBricks())
        print("growth: \(words.joined(separator: " ")): \(took), \(bytes) planned, \(written) written to moved bricks")
    }

    // MARK: Facts

    func expectWrites() async throws {
        for vm in vms { try await vm.expectToGoOn(by: 50) }
    }

    /// Nothing is lost, and VMs are where their disks are.
    func expectWell(_ sets: [String]) async throws {
        try await cluster.waitUntilWhole()
        try await expectWrites()
        try await data.expectUnchanged()
        let found = try await cluster.connected { try await cluster.replicaSets($0) }
        #expect(found.compactMap(\.name).sorted() == sets)
        for set in found { #expect(Set((set.bricks ?? []).compactMap { $0.host?.id }).count == 3) }
        let began = ContinuousClock.now
        try await cluster.wait("VMs are near their disks", within: .seconds(120)) { _ in
            try await cluster.places().allSatisfy { vm in vm.host.map(vm.near.contains) ?? true }
        }
        let capacity = found.reduce(0) { $0 + ($1.capacity ?? 0) }
        print("growth: \(sets.count) sets of \(ByteCount(capacity)), VMs near after \(ContinuousClock.now - began)")
    }

    /// Waits until the engine has seen so many blank devices of a host, or more.
    func waitForBlank(_ count: Int, on host: String) async throws {
        try await cluster.wait("\(count) devices of \(host) are blank", within: .seconds(60)) { client in
            let id = try await client.find(HostRepresentation.self, called: host, kind: "host").id ?? ""
            let devices = try await client.list(BlockDeviceRepresentation.self, at: "hosts/\(id)/blockdevices")
            return devices.count { $0.state == "blank" } >= count
        }
    }

    /// After a brick of a set was replaced, no other was before the set was whole again.
    func expectOneBrickAtATime() async throws {
        let events = try await cluster.connected { try await $0.list(EventRepresentation.self) }
        var moved = 0
        var inWork: Set<String> = []
        for event in events.reversed() {
            let set = setName(event)
            if event.code == 20_050, let set {
                #expect(inWork.insert(set).inserted, "\(event.description ?? "")")
                moved += 1
            }
            // Whole, or whole but for what is not well elsewhere.
            if [20_051, 20_057].contains(event.code), let set { inWork.remove(set) }
        }
        #expect(moved >= 3 && inWork.isEmpty, "\(moved), \(inWork)")
    }

    private func setName(_ event: EventRepresentation) -> String? {
        event.description?.split(separator: " ").map { $0.trimmingCharacters(in: .punctuationCharacters) }
            .first { $0.hasPrefix("data-") }
    }

    func hostsWithBricks() async throws -> Set<String> {
        let sets = try await cluster.connected { try await cluster.replicaSets($0) }
        return Set(sets.flatMap { ($0.bricks ?? []).compactMap { $0.host?.name } })
    }

    func emptiestSet() async throws -> String {
        let sets = try await cluster.connected { try await cluster.replicaSets($0) }
        return try #require(sets.min { ($0.committed ?? 0) < ($1.committed ?? 0) }?.name)
    }
}
