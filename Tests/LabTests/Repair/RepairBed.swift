import Foundation
import HostCommand
import LabKit
import MortarClient
import MortarModel
import OVirtAPI
import Testing

/// Four hosts, one replica set on the first disks of three of them, and a VM whose probe writes all the time.
final class RepairBed {
    private static let vm = "writer"

    let cluster: TestCluster
    /// Paths of each host's disks, in their order.
    private let disks: [String: [String]]
    /// The index of the newest event that was waited for.
    private var lastEvent: Int64 = 0
    /// The newest write that the probe was told is done.
    private var acknowledged = 0

    init() async throws {
        let lab = try SharedLab.lab
        while try await lab.status().hosts.count < 4 { _ = try await lab.addHost() }
        for host in try await lab.status().hosts where host.disks.contains(where: { $0.state == .failed }) {
            _ = try await lab.replaceDisk(nil, of: host.name)
        }
        let hosts = try await lab.status().hosts
        let disks = Dictionary(uniqueKeysWithValues: hosts.map { ($0.name, $0.disks.compactMap(\.path)) })
        self.disks = disks
        let first = try ["h1", "h2", "h3"].map { name in
            "\(TestCluster.address(name)):\(try #require(disks[name]?.first))"
        }
        cluster = try await TestCluster(["h1", "h2", "h3", "h4"], devices: first)
    }

    func firstDisk(of host: String) throws -> String { try #require(disks[host]?.first) }

    /// As commands name it.
    func secondDisk(of host: String) async throws -> String {
        "\(host):\(try #require(disks[host]?.dropFirst().first))"
    }

    func deploy() async throws {
        try await cluster.deploy()
        let newest = try await cluster.connected { try await $0.list(EventRepresentation.self) }.first
        lastEvent = newest?.index ?? 0
    }

    // MARK: The VM

    /// On a host that carries the engine, which no test here takes away.
    func startProbe() async throws {
        let image = try await GuestImages().image()
        try await cluster.mortar(
            "vm", "create", Self.vm, "--memory", "256MiB", "--disk-size", "64MiB", "--disk-size", "64MiB", "--image",
            image)
        try await cluster.mortar("vm", "start", Self.vm)
        try await expectProbeGoesOn()
    }

    /// A hundred writes more than were acknowledged before.
    func expectProbeGoesOn() async throws {
        let before = acknowledged
        let line = try await cluster.console(of: Self.vm, within: .seconds(90)) {
            LabTests.ClusterTests.acknowledged($0) >= before + 100
        }
        acknowledged = LabTests.ClusterTests.acknowledged(line)
    }

    /// After a stop and a start the probe finds all that it was told was written.
    func verifyProbe() async throws {
        try await cluster.mortar("vm", "stop", Self.vm)
        try await cluster.mortar("vm", "start", Self.vm)
        let verified = try await cluster.console(of: Self.vm, within: .seconds(90)) {
            LabTests.ClusterTests.number($0, after: "PROBE OK") > 0 || $0.hasPrefix("PROBE LOST")
        }
        #expect(LabTests.ClusterTests.number(verified, after: "PROBE OK") >= acknowledged)
    }

    // MARK: Facts

    /// Where GlusterFS has the brick of a host's storage address.
    func brickDirectory(of host: String) async throws -> String {
        let address = TestCluster.address(host).replacing(".0.1", with: ".1.1", maxReplacements: 1)
        let info = try await cluster.gluster("volume", "info")
        let lines = info.split(separator: "\n").filter { $0.hasPrefix("Brick") && $0.contains(" \(address):/") }
        return try #require(lines.first?.split(separator: ":").last.map(String.init), "\(info)")
    }

    /// Waits for an event that is newer than those waited for before, the oldest of them; returns its text.
    @discardableResult
    func waitForEvent(_ code: Int, within limit: Duration, ofHost host: String? = nil) async throws -> String {
        var text = ""
        try await cluster.wait("event \(code)", within: limit) { client in
            let events = try await client.list(EventRepresentation.self)
            let hosts = try await client.list(HostRepresentation.self)
            let id = host.flatMap { name in hosts.first { $0.name == name }?.id }
            let found = events.last {
                $0.code == code && $0.index ?? 0 > lastEvent && (id == nil || $0.host?.id == id)
            }
            guard let found else { return false }
            lastEvent = found.index ?? 0
            text = found.description ?? ""
            return true
        }
        return text
    }
}
