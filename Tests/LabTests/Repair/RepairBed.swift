import Foundation
import HostCommand
import LabKit
import MortarClient
import MortarModel
import OVirtAPI
import Testing

/// Four hosts, one replica set on the first disks of three of them, and a VM whose probe writes all the time.
final class RepairBed {
    let cluster: TestCluster
    /// Paths of each host's disks, in their order.
    private let disks: [String: [String]]
    /// The index of the newest event that was waited for.
    private var lastEvent: Int64 = 0
    let vm: WritingVM

    init() async throws {
        let lab = try SharedLab.lab
        let hosts = try await lab.status().hosts
        let disks = Dictionary(uniqueKeysWithValues: hosts.map { ($0.name, $0.disks.compactMap(\.path)) })
        self.disks = disks
        let first = try ["h1", "h2", "h3"].map { name in
            "\(try TestCluster.address(name)):\(try #require(disks[name]?.first))"
        }
        cluster = try await TestCluster(["h1", "h2", "h3", "h4"], devices: first)
        vm = WritingVM("writer", on: cluster)
    }

    func firstDisk(of host: String) throws -> String { try #require(disks[host]?.first) }

    /// As commands name it.
    func secondDisk(of host: String) throws -> String { "\(host):\(try #require(disks[host]?.dropFirst().first))" }

    /// The path of a disk by its number in the lab.
    func disk(_ number: Int, of host: String) async throws -> String {
        try #require(try await SharedLab.lab.disks(of: host).first { $0.number == number }?.path)
    }

    func deploy() async throws {
        try await cluster.deploy()
        let newest = try await cluster.connected { try await $0.list(EventRepresentation.self) }.first
        lastEvent = newest?.index ?? 0
    }

    // MARK: The VM

    /// On a host that carries the engine, which no test here takes away.
    func startVM() async throws {
        try await vm.create()
        try await vm.start()
        try await vm.expectToGoOn()
    }

    /// A host that carries a brick, neither the engine nor the VM.
    func hostWithoutVM() async throws -> String {
        let place = try await vm.place()
        for host in ["h3", "h2"] where host != place {
            if try await brickDevices(of: host).isEmpty == false { return host }
        }
        throw Failure(.internal, "The VM is on \(place), and no other host has a brick.")
    }

    // MARK: Facts

    func devices(of host: String, _ client: MortarClient) async throws -> [BlockDeviceRepresentation] {
        let id = try #require(try await client.find(HostRepresentation.self, called: host, kind: "host").id)
        return try await client.list(BlockDeviceRepresentation.self, at: "hosts/\(id)/blockdevices")
    }

    private func brickDevices(of host: String) async throws -> [String] {
        try await cluster.connected { client in
            try await devices(of: host, client).filter { $0.state == "brick" }.compactMap(\.path)
        }
    }

    /// Where the brick of a host is now.
    func brickDevice(of host: String) async throws -> String { try #require(try await brickDevices(of: host).first) }

    /// Where GlusterFS has the brick of a host's storage address.
    func brickDirectory(of host: String) async throws -> String {
        let address = try SharedLab.address(of: host, .storage)
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
