import HostCommand
import MortarClient
import MortarModel
import OVirtAPI
import Testing

extension LabTests.ClusterTests {
    /// Two of three bricks end under a VM that writes and flushes over libgfapi.
    ///
    /// A write that fails stops the guest, which goes on by itself when the bricks are back. A flush that fails has QEMU close the
    /// image for good: that is told, and a stop and a start help. Which of the two comes first is chance.
    @Test func aLossOfTheQuorumIsToldAndNothingIsLost() async throws {
        let cluster = try await TestCluster()
        try await cluster.deploy()
        try await cluster.waitForSelfTests()
        let vm = WritingVM("writer", on: cluster)
        try await vm.create()
        try await vm.start()
        try await vm.expectToGoOn()
        for host in ["h2", "h3"] { try await cluster.endBricks(of: host) }
        try await cluster.wait("the VM stands still or has lost a disk", within: .seconds(60)) { client in
            let vm = try await client.find(VMRepresentation.self, called: "writer", kind: "VM")
            return vm.status == "paused" || vm.statusDetail != nil
        }
        try await cluster.gluster("volume", "start", "data-1", "force")
        try await cluster.gluster("volume", "start", "data-2", "force")
        let isClosed = try await cluster.needsNewStart("writer")
        print("after a loss of the quorum: \(isClosed ? "a disk is closed" : "the VM goes on")")
        if isClosed { try await expectRefusedMigration(cluster) } else { try await vm.expectToGoOn() }
        try await vm.verify()
        try await vm.expectToGoOn()
    }

    private func expectRefusedMigration(_ cluster: TestCluster) async throws {
        let refused = try await cluster.runConnected("vm", "migrate", "writer")
        #expect(refused.status == 2, "\(refused)")
    }
}

extension TestCluster {
    fileprivate func endBricks(of host: String) async throws {
        let output = try await SharedLab.commands(on: host).run(
            Command("pkill", ["--signal", "KILL", "--exact", "glusterfsd"]))
        #expect(output.status == 0)
    }
}
