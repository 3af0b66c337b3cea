import Foundation
import HostCommand
import LabKit
import MortarClient
import MortarModel
import OVirtAPI
import Testing

extension LabTests {
    /// A storage domain that grows by single hosts under a VM that writes all the time.
    @Suite(.serialized) struct GrowthTests {
        private static let hosts = ["h1", "h2", "h3", "h4", "h5"]

        @Test func aStorageDomainGrowsHostByHostWhileAVMWrites() async throws {
            try await prepareLab()
            let first = try await TestCluster(Array(Self.hosts.prefix(3)))
            try await first.deploy()
            let vm = WritingVM("grower", on: first)
            try await vm.create()
            try await vm.start()
            try await vm.expectToGoOn()
            try await add(upTo: 4)
            try await expectTooFew(first)
            let all = try await add(upTo: 5)
            try await expand(all)
            try await expectSets(["data-1", "data-2", "data-3"], all)
            try await vm.expectToGoOn()
            try await shrink(all)
            try await vm.expectToGoOn()
            try await vm.verify()
            try await all.destroy()
        }

        /// Five hosts with two disks each, whatever other suites have added.
        private func prepareLab() async throws {
            let lab = try SharedLab.lab
            while try await lab.status().hosts.count < Self.hosts.count { _ = try await lab.addHost() }
        }

        /// The same command with one more host.
        @discardableResult
        private func add(upTo count: Int) async throws -> TestCluster {
            let cluster = try await TestCluster(Array(Self.hosts.prefix(count)))
            try await cluster.deploy()
            return cluster
        }

        /// Of eight devices six are in two sets.
        private func expectTooFew(_ cluster: TestCluster) async throws {
            let refused = try await cluster.runConnected("storage", "expand", "data", "--host", "h4")
            #expect(refused.status == 2 && refused.standardError.contains("make no new replica set"), "\(refused)")
            #expect(refused.standardError.contains("for one more set"), "\(refused)")
        }

        /// Of ten devices nine make three sets: a brick has to move. The engine dies in the middle.
        private func expand(_ cluster: TestCluster) async throws {
            let names = ["--host", "h4", "--host", "h5"]
            let planned = try await cluster.runConnected(["storage", "expand", "data", "--output", "json"] + names)
            let plan = try #require(
                try JSONSerialization.jsonObject(with: Data(planned.standardOutput.utf8)) as? [String: Any],
                "\(planned)")
            let moves = try #require(plan["moves"] as? [String])
            #expect(moves.count == 1 && plan["allowed"] as? Bool == true, "\(plan)")
            let began = ContinuousClock.now
            async let killed: Void = cluster.killEngine(when: "Expanding storage domain data", hasFinished: 1)
            _ = try await cluster.expectDone(
                ["storage", "expand", "data", "--yes", "--config", cluster.configuration] + names, limit: .seconds(280))
            try await killed
            let copied = (plan["to_copy"] as? Int64).map { "\(ByteCount($0))" } ?? "?"
            print("expanded from 2 to 3 replica sets in \(ContinuousClock.now - began), \(copied) planned to be copied")
        }

        /// Back to three hosts: the VM's disks may be on the set that goes, and bricks leave the hosts.
        private func shrink(_ cluster: TestCluster) async throws {
            for options in [["--set", "data-2", "--host", "h5"], ["--host", "h4"]] {
                let began = ContinuousClock.now
                _ = try await cluster.expectDone(
                    ["storage", "shrink", "data", "--yes", "--config", cluster.configuration] + options,
                    limit: .seconds(280))
                print("shrunk by \(options.joined(separator: " ")) in \(ContinuousClock.now - began)")
            }
            let hosts = try await expectSets(["data-1", "data-3"], cluster)
            #expect(hosts == ["h1", "h2", "h3"])
        }

        /// Returns the names of the hosts that carry bricks.
        @discardableResult
        private func expectSets(_ names: [String], _ cluster: TestCluster) async throws -> Set<String> {
            try await cluster.waitUntilWhole()
            let sets = try await cluster.connected { client in
                let domain = try #require(try await client.list(StorageDomainRepresentation.self).first?.id)
                return try await client.list(ReplicaSetRepresentation.self, at: "storagedomains/\(domain)/replicasets")
            }
            #expect(sets.compactMap(\.name).sorted() == names)
            for set in sets { #expect(Set((set.bricks ?? []).compactMap { $0.host?.id }).count == 3) }
            let volumes = try await cluster.gluster("volume", "info")
            let bricks = volumes.split(separator: "\n").filter {
                $0.hasPrefix("Brick") && $0.contains("/var/lib/mortar")
            }
            #expect(Set(bricks.map { $0.split(separator: " ").last }).count == names.count * 3, "\(volumes)")
            return Set(sets.flatMap { ($0.bricks ?? []).compactMap { $0.host?.name } })
        }
    }
}
