import HostCommand
import LabKit
import MortarClient
import MortarModel
import OVirtAPI
import Testing

extension StandingCluster {
    /// The one that the probe writes to.
    private static let disk = "writer-2"

    /// Moves the disk to the other replica set; the old one has nothing of it afterwards.
    func move(_ options: String...) async throws {
        let old = try await shownDisk()
        _ = try await cluster.expectDone(
            ["disk", "move", Self.disk] + options + ["--config", cluster.configuration], limit: .seconds(180))
        let new = try await shownDisk()
        #expect(new.replicaSet?.name != old.replicaSet?.name && new.status == "ok")
        let (left, id) = (try await images(on: try #require(old.replicaSet?.name)), try #require(old.id))
        #expect(!left.contains { $0.hasPrefix(id) }, "\(left)")
    }

    func shownDisk() async throws -> DiskRepresentation {
        try await cluster.connected { try await $0.find(DiskRepresentation.self, called: Self.disk, kind: "disk") }
    }

    /// The files of a replica set's images.
    private func images(on set: String) async throws -> [String] {
        let folder = "/var/lib/mortar/mounts/\(set)/images"
        let listed = try await SharedLab.commands(on: "h1").output(of: Command("find", [folder, "-printf", "%f\\n"]))
        return listed.split(separator: "\n").map(String.init)
    }

    /// Kills the agent of the VM's host when a part of the disk has been copied.
    func killAgentWhileCopying() async throws {
        try await cluster.wait("a part of the disk is copied", within: .seconds(60)) { client in
            let jobs = try await client.list(JobRepresentation.self)
            guard let id = jobs.first(where: { $0.status == "started" })?.id else { return false }
            let steps = try await client.list(StepRepresentation.self, at: "jobs/\(id)/steps")
            return steps.contains { (10...80).contains($0.progress ?? 0) }
        }
        _ = try await SharedLab.commands(on: vm.place()).output(
            of: Command("systemctl", ["kill", "--signal=KILL", "mortar-agent"]))
    }
}
