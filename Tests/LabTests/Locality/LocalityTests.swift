import Foundation
import HostCommand
import LabKit
import MortarClient
import MortarModel
import OVirtAPI
import Testing

extension LabTests {
    /// VMs run where their disks are, whatever happened to them.
    @Suite(.blankHosts(4, disks: 3)) struct LocalityTests {
        /// Four hosts with three disks each are four replica sets of three bricks. Each VM has one host that has none of its disks.
        private static let hosts = ["h1", "h2", "h3", "h4"]
        private static let vms = SharedLab.isThorough ? 12 : 3

        @Test func vmsAreWhereTheirDisksAreAndComeBackThere() async throws {
            let cluster = try await makeCluster()
            for number in 1...Self.vms { try await makeVM("vm\(number)", cluster) }
            try await expectAllNear("at first", within: .seconds(60), cluster)
            try await leadAstray(cluster)
            try await expectAllNear("after a move by hand", within: .seconds(180), cluster)
            try await loseAHost(cluster)
            try await expectAllNear("after a host's loss and return", within: .seconds(240), cluster)
        }

        private func makeCluster() async throws -> TestCluster {
            let cluster = try await TestCluster(Self.hosts)
            try await cluster.deploy()
            try await cluster.mortar("cluster", "set", "--locality-patience", "5s", "--locality-moves", "2")
            return cluster
        }

        private func makeVM(_ name: String, _ cluster: TestCluster) async throws {
            let image = try await GuestImages().image()
            try await cluster.mortar(
                "vm", "create", name, "--memory", "192MiB", "--disk-size", "64MiB", "--disk-size", "64MiB", "--image",
                image)
            try await cluster.mortar("vm", "start", name)
        }

        // MARK: What happens to them

        /// Moves one VM of each replica set to the host that has none of its disks.
        private func leadAstray(_ cluster: TestCluster) async throws {
            for vm in try await cluster.places() {
                let away = try #require(Self.hosts.first { !vm.near.contains($0) })
                // A host whose libvirt was slow to start takes no VMs in for a while.
                try await cluster.wait("\(away) takes VMs in", within: .seconds(60)) { _ in
                    let moved = try await cluster.runConnected("vm", "migrate", vm.name, "--to", away)
                    let isClosed = moved.standardError.contains("does not take VMs of other hosts yet")
                    #expect(moved.status == 0 || isClosed, "\(moved.standardError)")
                    return !isClosed
                }
            }
        }

        /// VMs of a host that is lost are started again when it is back.
        private func loseAHost(_ cluster: TestCluster) async throws {
            let lab = try SharedLab.lab
            let victim = try #require(try await cluster.places().compactMap(\.host).first { $0 != "h1" })
            try await lab.setPower(of: victim, .off)
            try await wait(for: victim, toBe: "non_responsive", cluster)
            try await lab.setPower(of: victim, .on)
            try await wait(for: victim, toBe: "up", cluster)
            let down = try await cluster.places().filter { $0.host == nil }
            #expect(!down.isEmpty)
            for vm in down { try await cluster.mortar("vm", "start", vm.name) }
        }

        private func wait(for host: String, toBe status: String, _ cluster: TestCluster) async throws {
            try await cluster.wait("\(host) is \(status)", within: .seconds(90)) { client in
                try await client.find(HostRepresentation.self, called: host, kind: "host").status == status
            }
        }

        // MARK: Facts

        private func expectAllNear(_ when: String, within limit: Duration, _ cluster: TestCluster) async throws {
            let began = ContinuousClock.now
            try await cluster.wait("all VMs are near their disks \(when)", within: limit) { _ in
                try await cluster.places().allSatisfy { vm in vm.host.map(vm.near.contains) == true }
            }
            let found = try await cluster.places()
            #expect(found.count == Self.vms && found.allSatisfy { $0.sets.count == 1 }, "\(found)")
            let words = found.map { "\($0.name) on \($0.host ?? "?") with \($0.sets.sorted().joined())" }
            print("locality \(when), after \(ContinuousClock.now - began): \(words.joined(separator: ", "))")
        }
    }
}
