import Foundation
import HostCommand
import LabKit
import MortarClient
import OVirtAPI
import Testing

extension LabTests {
    /// A cluster of one host and one copy that comes to three of each, under a VM that writes all the time.
    @Suite(.blankHosts()) struct CopiesTests {
        private static let hosts = ["h1", "h2", "h3"]

        @Test func oneCopyBecomesThreeWhileAVMWrites() async throws {
            let first = try await TestCluster(["h1"], copies: "1")
            try await first.deploy()
            let vm = WritingVM("copier", on: first)
            try await vm.create()
            try await vm.start()
            try await vm.expectToGoOn()
            let all = try await addHosts(first)
            print(try await raise(all, vm, to: "3", killing: true))
            try await vm.expectToGoOn()
            try await loseHost("h2", all, vm)
            try await repairDrift(all, vm)
            try await vm.stop()
            try await expectAlikeCopies(all)
            try await vm.start()
            try await vm.expectNothingLost()
            try await vm.expectToGoOn()
        }

        @Test func anArbiterComesAndGivesItsPlaceToACopy() async throws {
            let cluster = try await TestCluster(
                Self.hosts, copies: "1", devices: ["\(TestCluster.address("h1")):\(try await disk())"])
            try await cluster.deploy()
            let vm = WritingVM("arbiter", on: cluster)
            try await vm.create()
            try await vm.start()
            try await vm.expectToGoOn()
            let info = try await raise(cluster, vm, to: "2+arbiter")
            #expect(info.contains("(arbiter)"), "\(info)")
            try await vm.expectToGoOn()
            let copies = try await raise(cluster, vm, to: "3")
            #expect(!copies.contains("(arbiter)"), "\(copies)")
            try await vm.expectToGoOn()
            try await vm.stop()
            try await expectAlikeCopies(cluster)
            try await vm.start()
            try await vm.expectNothingLost()
        }

        /// The first disk of the first host.
        private func disk() async throws -> String {
            let host = try await SharedLab.lab.status().hosts.first { $0.name == "h1" }
            return try #require(host?.disks.compactMap(\.path).first)
        }

        /// The same command with two more hosts. Before there are hosts enough, the command says so.
        private func addHosts(_ first: TestCluster) async throws -> TestCluster {
            let refused = try await first.runConnected("storage", "copies", "data", "3")
            #expect(refused.status == 2 && refused.standardError.contains("need bricks on 3 hosts"), "\(refused)")
            let all = try await TestCluster(Self.hosts, copies: "1")
            try await all.deploy()
            return all
        }

        // MARK: More copies

        /// The title of the job that adds the first copy.
        private static let first = "Adding a copy to replica set data-1"

        /// Returns what GlusterFS tells of the volumes.
        private func raise(
            _ cluster: TestCluster, _ vm: WritingVM, to copies: String, killing kill: Bool = false
        ) async throws -> String {
            let planned = try await cluster.runConnected("storage", "copies", "data", copies, "--output", "json")
            #expect(planned.status == 0, "\(planned)")
            #expect(planned.standardOutput.contains("\"meanwhile\""), "\(planned.standardOutput)")
            let began = ContinuousClock.now
            async let killed: Void = kill ? cluster.killEngine(when: Self.first, hasFinished: 3) : ()
            _ = try await cluster.expectDone(
                ["storage", "copies", "data", copies, "--yes", "--config", cluster.configuration],
                limit: .seconds(400))
            try await killed
            print("\(copies) copies after \(ContinuousClock.now - began)")
            try await cluster.waitUntilWhole()
            let info = try await cluster.gluster("volume", "info")
            let bricks = info.split(separator: "\n").filter { $0.hasPrefix("Brick") && $0.contains("/var/lib/mortar") }
            let volumes = info.split(separator: "\n").count { $0.hasPrefix("Volume Name:") }
            #expect(bricks.count == volumes * 3, "\(info)")
            for option in ["cluster.quorum-type: auto", "cluster.granular-entry-heal: enable", "choose-local: on"] {
                #expect(info.split(separator: "\n").count { $0.hasSuffix(option) } == volumes, "\(option): \(info)")
            }
            return info
        }

        // MARK: Options

        /// Somebody changes one option that Mortar wants otherwise, and one that it does not care about.
        private func repairDrift(_ cluster: TestCluster, _ vm: WritingVM) async throws {
            try await cluster.gluster("volume", "set", "data-1", "performance.read-ahead", "on")
            try await cluster.gluster("volume", "set", "data-1", "diagnostics.client-log-level", "WARNING")
            try await cluster.wait("the option is seen", within: .seconds(180)) { client in
                try await client.list(EventRepresentation.self).contains {
                    $0.code == 20_094 && $0.description?.contains("performance.read-ahead is on, not off") == true
                }
            }
            let shown = try await cluster.mortar("storage", "options", "data")
            #expect(
                shown.contains("performance.read-ahead") && shown.contains("diagnostics.client-log-level"), "\(shown)")
            try await cluster.mortar("storage", "options", "data", "--repair")
            let info = try await cluster.gluster("volume", "info", "data-1")
            #expect(info.contains("performance.read-ahead: off"), "\(info)")
            #expect(info.contains("diagnostics.client-log-level: WARNING"), "\(info)")
            try await vm.expectToGoOn()
        }

        private func loseHost(_ victim: String, _ cluster: TestCluster, _ vm: WritingVM) async throws {
            let lab = try SharedLab.lab
            try await lab.setPower(of: victim, .off)
            try await vm.expectToGoOn()
            try await lab.setPower(of: victim, .on)
            try await cluster.wait("\(victim) is up", within: .seconds(120)) { client in
                try await client.find(HostRepresentation.self, called: victim, kind: "host").status == "up"
            }
            try await cluster.waitUntilWhole()
        }

        // MARK: The bricks

        /// Every file is the same on all bricks of its volume, byte by byte.
        private func expectAlikeCopies(_ cluster: TestCluster) async throws {
            try await cluster.waitUntilWhole()
            for volume in try await cluster.gluster("volume", "list").split(separator: "\n").map(String.init) {
                var copies: [String] = []
                for line in try await cluster.gluster("volume", "info", volume).split(separator: "\n")
                where line.hasPrefix("Brick") && line.contains("/var/lib/mortar") {
                    let parts = line.split(separator: " ")[1].split(separator: ":")
                    let host = "h\(try #require(parts[0].last))"
                    copies.append(try await sums(of: String(parts[1]), on: host))
                }
                #expect(copies.count == 3 && Set(copies).count == 1, "\(volume): \(copies)")
            }
        }

        private func sums(of directory: String, on host: String) async throws -> String {
            let find = Command(
                "find",
                [
                    directory, "-path", "\(directory)/.glusterfs", "-prune", "-o", "-type", "f", "-exec", "md5sum",
                    "{}",
                    ";",
                ])
            let lines = try await SharedLab.commands(on: host).output(of: find).split(separator: "\n")
            return lines.map { $0.replacing(directory, with: "") }.sorted().joined(separator: "\n")
        }
    }
}
