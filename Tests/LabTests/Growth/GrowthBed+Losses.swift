import HostCommand
import LabKit
import MortarClient
import MortarModel
import OVirtAPI
import Testing

extension GrowthBed {
    /// A machine of the lab with two disks.
    func addHost(_ name: String) async throws {
        _ = try await SharedLab.lab.addDisk(to: name)
        try await cluster.addHost(name)
        try await waitForBlank(2, on: name)
    }

    func killEngineWhileABrickIsFilled() async throws {
        try await waitUntilABrickIsFilled()
        try await cluster.killEngine()
    }

    /// A host with bricks that carries neither the engine nor, until it has lost its power, a VM.
    func hostWithoutVMs() async throws -> String {
        try await cluster.mortar("cluster", "set", "--locality", "off")
        let bricks = try await hostsWithBricks()
        let host = try #require(["h4", "h3", "h2"].first(where: bricks.contains))
        for vm in try await cluster.places() where vm.host == host {
            try await cluster.mortar("vm", "migrate", vm.name, "--to", "h1")
        }
        return host
    }

    /// The host is away until it is seen to be. A VM may stand still meanwhile: too few copies have what it writes to.
    func losePowerWhileABrickIsFilled(_ host: String) async throws {
        try await waitUntilABrickIsFilled()
        let lab = try SharedLab.lab
        try await lab.setPower(of: host, .off)
        try await cluster.wait("\(host) is lost", within: .seconds(60)) { client in
            try await client.find(HostRepresentation.self, called: host, kind: "host").status == "non_responsive"
        }
        let (sets, vms) = try await cluster.connected { client in
            (try await cluster.replicaSets(client), try await client.list(VMRepresentation.self))
        }
        let waits = sets.map {
            "\($0.name ?? "?") waits for \($0.waitsFor ?? "nothing"), \($0.work?.text ?? "no work")"
        }
        let states = vms.map { "\($0.name ?? "?") is \($0.status ?? "?")" }
        print("growth: without \(host): \((waits + states).joined(separator: "; "))")
        try await lab.setPower(of: host, .on)
        try await cluster.mortar("cluster", "set", "--locality", "auto")
    }

    /// Stops and starts VMs whose mounts lost a disk with the quorum; that was told then, and nothing is lost.
    func reviveVMs() async throws {
        for vm in vms where try await cluster.needsNewStart(vm.name) { try await vm.verify() }
    }

    private func waitUntilABrickIsFilled() async throws {
        try await cluster.wait("a brick is filled", within: .seconds(200)) { client in
            try await cluster.replicaSets(client).contains { $0.work != nil && $0.pendingHeals ?? 0 > 0 }
        }
    }
}
