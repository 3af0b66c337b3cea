import Foundation
import HostCommand
import LabKit
import MortarClient
import MortarModel
import OVirtAPI
import Testing

extension LabTests {
    /// Real clusters, from blank hosts to running VMs and back.
    @Suite(.blankHosts()) struct ClusterTests {
        @Test func threeHostsCarryAVMThroughStopsAndTheLossOfAHost() async throws {
            let cluster = try await TestCluster()
            try await cluster.deploy()
            try await cluster.expectVolumes()
            try await cluster.mortar("vm", "list")
            for access in ["libgfapi", "fuse"] {
                try await cluster.mortar("cluster", "set", "--disk-access", access)
                try await stopAndStart(access, cluster)
            }
            try await speakThroughTheSDK(cluster)
            try await loseAHost(cluster)
            try await cluster.destroy()
            try await cluster.expectNothingLeft()
        }

        @Test func oneHostIsAClusterToo() async throws {
            let cluster = try await TestCluster(["h1"], copies: "1")
            try await cluster.deploy()
            let info = try await cluster.gluster("volume", "info")
            #expect(info.contains("Number of Bricks: 1"))
            try await cluster.mortar("vm", "create", "single", "--memory", "128MiB", "--disk-size", "64MiB")
            try await cluster.mortar("vm", "start", "single")
            try await cluster.mortar("vm", "stop", "single")
            try await cluster.mortar("vm", "delete", "single")
            try await cluster.destroy()
            try await cluster.expectNothingLeft()
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
