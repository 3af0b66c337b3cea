import HostCommand
import LabKit
import MortarClient
import MortarModel
import OVirtAPI
import Testing

/// Three hosts with two replica sets, and a VM whose probe writes to its second disk all the time.
actor MovingBed {
    static let vm = "mover"
    static let disk = "mover-2"

    nonisolated let cluster: TestCluster
    /// The newest write that the probe was told is done.
    private var acknowledged = 0

    init() async throws {
        cluster = try await TestCluster()
        try await cluster.deploy()
    }

    /// - Parameter access: `fuse` or `libgfapi`.
    func startProbe(_ access: String) async throws {
        try await cluster.mortar("cluster", "set", "--disk-access", access)
        let image = try await GuestImages().image()
        try await cluster.mortar(
            "vm", "create", Self.vm, "--memory", "256MiB", "--disk-size", "64MiB", "--disk-size", "64MiB", "--image",
            image)
        try await cluster.mortar("vm", "start", Self.vm)
        acknowledged = 0
        try await expectProbeGoesOn()
    }

    func removeProbe() async throws {
        try await cluster.mortar("vm", "stop", Self.vm)
        try await cluster.mortar("vm", "delete", Self.vm)
    }

    /// A hundred writes more than were acknowledged before.
    func expectProbeGoesOn() async throws {
        let before = acknowledged
        let line = try await cluster.console(of: Self.vm, within: .seconds(90)) {
            LabTests.ClusterTests.acknowledged($0) >= before + 100
        }
        acknowledged = LabTests.ClusterTests.acknowledged(line)
    }

    /// After a start the probe finds all that it was told was written.
    func startAndVerifyProbe() async throws {
        try await cluster.mortar("vm", "start", Self.vm)
        let wanted = acknowledged
        let verified = try await cluster.console(of: Self.vm, within: .seconds(90)) {
            LabTests.ClusterTests.number($0, after: "PROBE OK") >= wanted || $0.hasPrefix("PROBE LOST")
        }
        #expect(LabTests.ClusterTests.number(verified, after: "PROBE OK") >= wanted)
    }

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
        let vm = try await cluster.connected {
            try await $0.find(VMRepresentation.self, called: Self.vm, kind: "VM", follow: "host")
        }
        let host = try #require(vm.host?.content?.name)
        _ = try await SharedLab.commands(on: host).output(
            of: Command("systemctl", ["kill", "--signal=KILL", "mortar-agent"]))
    }
}
