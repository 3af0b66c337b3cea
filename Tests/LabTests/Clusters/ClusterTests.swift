import Foundation
import HostCommand
import LabKit
import MortarClient
import MortarModel
import OVirtAPI
import Testing

extension LabTests {
    /// Real clusters, from blank hosts to running VMs and back.
    @Suite(.serialized) struct ClusterTests {
        @Test func threeHostsCarryAVMThroughStopsAndTheLossOfAHost() async throws {
            let cluster = try await TestCluster()
            try await cluster.deploy()
            try await expectVolumes()
            try await cluster.mortar("vm", "list")
            for access in ["libgfapi", "fuse"] {
                try await cluster.mortar("cluster", "set", "--disk-access", access)
                try await stopAndStart(access, cluster)
            }
            try await loseAHost(cluster)
            try await cluster.destroy()
            try await expectNothingLeft(on: SharedLab.hosts)
        }

        /// The program that deploys and the engine die at the same time, after each step once.
        @Test func aDeploymentGoesOnWhereverItWasKilled() async throws {
            let cluster = try await TestCluster()
            var deployment = InterruptedDeployment(cluster)
            try await deployment.run(
                interrupting: { process, _ in
                    kill(process.processIdentifier, SIGKILL)
                    // As the kernel does when memory runs out; systemd starts it again. There may be no engine yet.
                    let engine = Command("systemctl", ["kill", "--signal=KILL", "mortar-engine.service"])
                    _ = try await SharedLab.commands(on: "h1").run(engine)
                }, mending: {})
            #expect(deployment.endings.allSatisfy { $0.status == SIGKILL })
            try await expectEverything(deployed: cluster, by: deployment)
            try await cluster.destroy()
        }

        /// One host after the other loses its power for a moment, after each step once, the one with the engine among them.
        @Test func aDeploymentGoesOnWhereverAHostRestarted() async throws {
            let cluster = try await TestCluster()
            let lab = try SharedLab.lab
            var deployment = InterruptedDeployment(cluster)
            try await deployment.run(
                interrupting: { _, number in
                    let victim = SharedLab.hosts[number % SharedLab.hosts.count]
                    try await lab.setPower(of: victim, .off)
                    try await lab.setPower(of: victim, .on)
                }, mending: {})
            for ending in deployment.endings where ending.status != 0 { #expect(ending.saysWhatToDo, "\(ending)") }
            try await expectEverything(deployed: cluster, by: deployment)
            try await cluster.destroy()
        }

        /// A host that is to get a brick stays away until somebody brings it back.
        @Test func aDeploymentSaysWhichHostIsMissingAndUsesItsDisksAgain() async throws {
            let cluster = try await TestCluster()
            let lab = try SharedLab.lab
            var deployment = InterruptedDeployment(cluster, onlyAfter: ["Make bricks"])
            try await deployment.run(
                interrupting: { _, _ in try await lab.setPower(of: "h3", .off) },
                mending: {
                    let refused = try await cluster.run(cluster.deployArguments)
                    #expect(refused.status == 2 && refused.standardError.contains("SSH does not get in"))
                    try await lab.setPower(of: "h3", .on)
                })
            let ending = try #require(deployment.endings.first)
            #expect(ending.status == 1 && ending.saysWhatToDo, "\(ending)")
            try await expectStorage(of: cluster)
            try await cluster.destroy()
            try await expectNothingLeft(on: SharedLab.hosts)
        }

        @Test func oneHostIsAClusterToo() async throws {
            let cluster = try await TestCluster(["h1"], copies: "1")
            try await cluster.deploy()
            let info = try await gluster("volume", "info", on: "h1")
            #expect(info.contains("Number of Bricks: 1"))
            try await cluster.mortar("vm", "create", "single", "--memory", "128MiB", "--disk-size", "64MiB")
            try await cluster.mortar("vm", "start", "single")
            try await cluster.mortar("vm", "stop", "single")
            try await cluster.mortar("vm", "delete", "single")
            try await cluster.destroy()
            try await expectNothingLeft(on: ["h1"])
        }

        @Test func aDiskWithDataIsRefusedAndKept() async throws {
            let disks = try #require(try await SharedLab.lab.status().hosts.first).disks.compactMap(\.path)
            let commands = try SharedLab.commands(on: "h1")
            for disk in disks { try await commands.output(of: Command("mkfs.ext4", ["-q", "-F", disk])) }
            let cluster = try await TestCluster()
            let output = try await cluster.run(cluster.deployArguments + ["--check"])
            #expect(output.status == 2)
            #expect(output.standardError.contains("signature of ext4"))
            let kept = try await commands.output(of: Command("wipefs", disks))
            #expect(kept.contains("ext4"))
            try await commands.output(of: Command("wipefs", ["--all", "--quiet"] + disks))
        }
    }
}

// MARK: Steps

extension LabTests.ClusterTests {
    private func expectEverything(deployed cluster: TestCluster, by deployment: InterruptedDeployment) async throws {
        let steps = [
            "Look at the hosts", "Install the packages", "Start the engine", "Enrol the agents", "Make bricks",
            "Create volumes",
        ]
        for step in steps { #expect(deployment.steps.contains(step), "\(deployment.steps)") }
        try await expectStorage(of: cluster)
    }

    private func expectStorage(of cluster: TestCluster) async throws {
        try await cluster.wait("three hosts are up", within: .seconds(30)) { client in
            try await client.list(HostRepresentation.self, search: "status=up").count == 3
        }
        let domains = try await cluster.connected { try await $0.list(StorageDomainRepresentation.self) }
        #expect(domains.map(\.status) == ["active"])
        try await expectVolumes()
    }

    /// One volume for each replica set, three bricks on three hosts, named by addresses of the storage network.
    private func expectVolumes() async throws {
        let info = try await gluster("volume", "info", on: "h1")
        let bricks = info.split(separator: "\n").filter { $0.hasPrefix("Brick") && $0.contains("/var/lib/mortar") }
        #expect(bricks.count == 6)
        for host in 11...13 { #expect(bricks.count { $0.contains(" \(SharedLab.subnet).1.\(host):/") } == 2) }
        #expect(info.contains("cluster.choose-local: on"))
        #expect(info.contains("cluster.quorum-type: auto"))
    }

    private func gluster(_ words: String..., on host: String) async throws -> String {
        try await SharedLab.commands(on: host).output(of: Command("gluster", ["--mode=script"] + words))
    }

    /// The probe acknowledges writes; after a stop and a start it finds every one of them.
    private func stopAndStart(_ access: String, _ cluster: TestCluster) async throws {
        let vm = "probe-\(access)"
        let image = try await GuestImages().image()
        try await cluster.mortar(
            "vm", "create", vm, "--memory", "256MiB", "--disk-size", "64MiB", "--disk-size", "64MiB", "--image", image)
        if access == "libgfapi" { try await waitForSelfTests(cluster) }
        try await cluster.mortar("vm", "start", vm)
        let traffic = try await Traffic.now()
        let line = try await cluster.console(of: vm, within: .seconds(90)) { Self.acknowledged($0) >= 100 }
        let later = try await Traffic.now()
        #expect(later.storage - traffic.storage > 100 * 4096)
        #expect(later.management - traffic.management < later.storage - traffic.storage)
        let shown = try await cluster.connected { try await $0.find(VMRepresentation.self, called: vm, kind: "VM") }
        #expect(shown.status == "up")
        try await cluster.wait("the host tells the disk access", within: .seconds(30)) { client in
            try await client.find(VMRepresentation.self, called: vm, kind: "VM").diskAccess == access
        }
        try await cluster.mortar("vm", "stop", vm)
        try await cluster.mortar("vm", "start", vm)
        // The console's history begins with the first boot, which found a blank disk.
        let verified = try await cluster.console(of: vm, within: .seconds(90)) {
            Self.number($0, after: "PROBE OK") > 0 || $0.hasPrefix("PROBE LOST")
        }
        #expect(Self.number(verified, after: "PROBE OK") >= Self.acknowledged(line))
        try await cluster.mortar("vm", "stop", vm)
        try await cluster.mortar("vm", "delete", vm)
    }

    /// libgfapi is offered when the hosts have tried it on their first volume.
    private func waitForSelfTests(_ cluster: TestCluster) async throws {
        try await cluster.wait("the self-tests have passed", within: .seconds(90)) { client in
            try await client.list(HostRepresentation.self).allSatisfy { $0.mortar.libgfapi?.verdict == "passed" }
        }
    }

    /// A host that carries no VM loses its power: the VM goes on, and what the host missed is healed when it is back.
    private func loseAHost(_ cluster: TestCluster) async throws {
        let image = try await GuestImages().image()
        try await cluster.mortar(
            "vm", "create", "steady", "--memory", "256MiB", "--disk-size", "64MiB", "--disk-size", "64MiB", "--image",
            image)
        try await cluster.mortar("vm", "start", "steady")
        let before = try await cluster.console(of: "steady", within: .seconds(90)) { Self.acknowledged($0) >= 20 }
        let vm = try await cluster.connected {
            try await $0.find(VMRepresentation.self, called: "steady", kind: "VM", follow: "host")
        }
        let victim = vm.host?.content?.name == "h3" ? "h2" : "h3"
        try await SharedLab.lab.setPower(of: victim, .off)
        try await status(of: victim, is: "non_responsive", within: .seconds(10), cluster)
        _ = try await cluster.console(of: "steady", within: .seconds(90)) {
            Self.acknowledged($0) >= Self.acknowledged(before) + 200
        }
        try await SharedLab.lab.setPower(of: victim, .on)
        try await status(of: victim, is: "up", within: .seconds(60), cluster)
        try await cluster.wait("all is healed", within: .seconds(120)) { client in
            let domain = try #require(try await client.list(StorageDomainRepresentation.self).first?.id)
            let sets = try await client.list(ReplicaSetRepresentation.self, at: "storagedomains/\(domain)/replicasets")
            return sets.allSatisfy { $0.status == "up" && $0.pendingHeals == 0 }
        }
        try await cluster.mortar("vm", "stop", "steady")
        try await cluster.mortar("vm", "delete", "steady")
    }

    private func status(
        of host: String, is status: String, within limit: Duration, _ cluster: TestCluster
    ) async throws {
        try await cluster.wait("\(host) is \(status)", within: limit) { client in
            try await client.find(HostRepresentation.self, called: host, kind: "host").status == status
        }
    }

    private func expectNothingLeft(on hosts: [String]) async throws {
        let status = try await SharedLab.lab.status()
        for host in hosts {
            let commands = try SharedLab.commands(on: host)
            let disks = try #require(status.hosts.first { $0.name == host }).disks.compactMap(\.path)
            #expect(try await commands.output(of: Command("wipefs", disks)) == "")
            #expect(try await commands.run(Command("dpkg-query", ["--show", "mortar-agent"])).status == 1)
            #expect(try await commands.run(Command("test", ["-e", "/var/lib/mortar"])).status == 1)
        }
    }

    static func acknowledged(_ line: String) -> Int { number(line, after: "PROBE ACK") }

    static func number(_ line: String, after text: String) -> Int {
        line.hasPrefix(text) ? line.split(separator: " ").last.flatMap { Int($0) } ?? -1 : -1
    }
}
