import Foundation
import HostCommand
import LabKit
import MortarClient
import MortarModel
import OVirtAPI
import Testing

extension LabTests.StandingClusterTests {
    /// Hosts whose packages are upgraded, Mortar's own among them, under a VM that writes all the time.
    @Suite(.serialized) struct UpgradeTests {
        @Test func theClusterIsUpgradedUnderLoad() async throws {
            let bed = try StandingCluster.current
            let source = try await PackageSource(["mortar", "mortar-agent"])
            for host in bed.cluster.hosts { try await source.offer(on: host, empty: host == "h3") }
            try source.remove()
            try await expectPlan(bed.cluster)
            try await stopAtABrokenPackage(bed)
            let engine = try await bed.cluster.enginesProcess()
            let began = ContinuousClock.now
            let output = try await bed.cluster.expectDone(
                ["cluster", "upgrade", "--yes", "--config", bed.cluster.configuration], limit: .seconds(240))
            print("upgrade of two hosts: \(ContinuousClock.now - began)")
            #expect(output.contains("Host h2 is upgraded and back in service."), "\(output)")
            #expect(output.contains("Host h1 is upgraded and back in service."), "\(output)")
            for host in ["h1", "h2"] {
                #expect(try await PackageSource.installed("mortar-agent", on: host) == PackageSource.version)
            }
            #expect(try await PackageSource.installed("mortar-agent", on: "h3") == ProductVersion.current)
            #expect(try await bed.cluster.enginesProcess() != engine, "the engine was upgraded in the middle")
            try await bed.vm.expectToGoOn(by: 50)
            try await bed.expectOneProcess()
            #expect(
                try await bed.cluster.mortar("cluster", "upgrade", "--yes").contains("There is nothing to upgrade."))
            try await rebootTheEnginesHost(bed)
            for host in bed.cluster.hosts { try await PackageSource.takeAway(from: host) }
            try await bed.cluster.waitUntilWhole()
        }

        private func expectPlan(_ cluster: TestCluster) async throws {
            let check = try await cluster.mortar("host", "upgrade", "h2", "--check")
            let change = "mortar-agent \(ProductVersion.current) to \(PackageSource.version)"
            #expect(check.contains(change), "\(check)")
            let plan = try await cluster.mortar("cluster", "upgrade", "--dry-run", "--output", "json")
            let hosts = try JSONSerialization.jsonObject(with: Data(plan.utf8)) as? [[String: Any]]
            #expect(hosts?.compactMap { $0["host"] as? String } == ["h2", "h3", "h1"], "the engine's host comes last")
            #expect(hosts?.compactMap { $0["packages"] as? Int } == [1, 0, 2], "\(plan)")
        }

        /// apt gives up before it begins: the host stays away, the next one is not touched.
        private func stopAtABrokenPackage(_ bed: StandingCluster) async throws {
            let commands = try SharedLab.commands(on: "h2")
            let obstacle = "/etc/apt/apt.conf.d/99mortar-obstacle"
            let hook = "DPkg::Pre-Invoke { \"echo a fault of the test >&2; false\"; };\n"
            try await HostFiles(commands).write(hook, to: obstacle)
            let stopped = try await bed.cluster.runConnected("cluster", "upgrade", "--yes")
            #expect(
                stopped.status == 1 && stopped.standardError.contains("a fault of the test"), "\(stopped.standardError)"
            )
            let states = try await bed.cluster.connected { try await $0.list(HostRepresentation.self) }
            #expect(
                states.map { "\($0.name ?? "") \($0.status ?? "")" }.sorted() == ["h1 up", "h2 maintenance", "h3 up"])
            #expect(try await PackageSource.installed("mortar-agent", on: "h1") == ProductVersion.current)
            try await HostFiles(commands).remove(obstacle)
            try await bed.vm.expectToGoOn(by: 50)
        }

        /// The job goes on with the engine that is there after the boot, and the command with the job.
        private func rebootTheEnginesHost(_ bed: StandingCluster) async throws {
            let (cluster, lab) = (bed.cluster, try SharedLab.lab)
            let bootID = Command("cat", ["/proc/sys/kernel/random/boot_id"])
            let before = try await SharedLab.commands(on: "h1").output(of: bootID)
            try await HostFiles(SharedLab.commands(on: "h1")).write("", to: "/run/reboot-required")
            async let output = cluster.expectDone(
                ["cluster", "upgrade", "--reboot", "--yes", "--config", cluster.configuration], limit: .seconds(200))
            // A host of the lab that reboots goes off.
            let end = ContinuousClock.now + .seconds(90)
            while try await lab.status().hosts.first(where: { $0.name == "h1" })?.power == .on {
                try #require(ContinuousClock.now < end, "h1 does not reboot")
                try await Task.sleep(for: .milliseconds(200))
            }
            try await lab.setPower(of: "h1", .on)
            #expect(try await output.hasSuffix("Host h1 is upgraded and back in service.\n"))
            #expect(try await SharedLab.commands(on: "h1").output(of: bootID) != before)
            try await bed.vm.expectToGoOn(by: 50)
        }
    }
}
