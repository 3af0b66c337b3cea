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
        let engine = Command("systemctl", ["kill", "--signal=KILL", "mortar-engine.service"])
        try await SharedLab.commands(on: "h1").output(of: engine)
    }

    /// The host is away until it is seen to be, and VMs have gone on without it.
    func loseAHostWhileABrickIsFilled() async throws {
        try await waitUntilABrickIsFilled()
        let lab = try SharedLab.lab
        let carriers = Set(try await cluster.places().compactMap(\.host))
        let bricks = try await hostsWithBricks()
        let victim = try #require(["h4", "h3", "h2"].first { !carriers.contains($0) && bricks.contains($0) })
        try await lab.setPower(of: victim, .off)
        try await cluster.wait("\(victim) is lost", within: .seconds(60)) { client in
            try await client.find(HostRepresentation.self, called: victim, kind: "host").status == "non_responsive"
        }
        try await expectWrites()
        let waits = try await cluster.connected { try await cluster.replicaSets($0) }
            .map { "\($0.name ?? "?") waits for \($0.waitsFor ?? "nothing"), \($0.work?.text ?? "no work")" }
        print("growth: without \(victim): \(waits.joined(separator: "; "))")
        try await lab.setPower(of: victim, .on)
    }

    private func waitUntilABrickIsFilled() async throws {
        try await cluster.wait("a brick is filled", within: .seconds(200)) { client in
            try await cluster.replicaSets(client).contains { $0.work != nil && $0.pendingHeals ?? 0 > 0 }
        }
    }
}
