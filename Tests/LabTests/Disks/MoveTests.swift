import HostCommand
import OVirtAPI
import Testing

extension LabTests.StandingClusterTests {
    /// Disks that go to another replica set, under a VM that writes all the time.
    @Suite(.serialized) struct MoveTests {
        @Test func disksMoveWhileTheirVMWrites() async throws {
            let bed = try StandingCluster.current
            for access in SharedLab.isThorough ? ["fuse", "libgfapi"] : ["libgfapi"] {
                try await bed.cluster.mortar("vm", "set", bed.vm.name, "--disk-access", access)
                try await bed.vm.verify()
                try await bed.vm.expectToGoOn()
                try await bed.move()
                try await bed.vm.expectToGoOn()
                try await moveThroughTheDeathOfAnAgent(bed)
                try await bed.vm.expectToGoOn()
                try await expectVMStays(bed)
                try await cancel(bed)
                try await bed.vm.stop()
                try await bed.move("--bandwidth", "64MiB")
                try await bed.vm.start()
                try await bed.vm.expectNothingLost()
            }
            try await bed.cluster.mortar("vm", "set", bed.vm.name, "--disk-access", "cluster")
        }

        /// libvirt's copy goes on without the agent, and the next one finds it.
        private func moveThroughTheDeathOfAnAgent(_ bed: StandingCluster) async throws {
            async let killed: Void = bed.killAgentWhileCopying()
            try await bed.move("--bandwidth", "8MiB")
            try await killed
        }

        private func cancel(_ bed: StandingCluster) async throws {
            let before = try await bed.shownDisk()
            async let refused = bed.cluster.runConnected("disk", "move", "writer-2", "--bandwidth", "4MiB")
            try await bed.cluster.wait("the disk is locked", within: .seconds(30)) { _ in
                try await bed.shownDisk().status == "locked"
            }
            try await bed.cluster.mortar("disk", "cancel-move", "writer-2")
            #expect(try await refused.standardError.contains("was cancelled"))
            let after = try await bed.shownDisk()
            #expect(after.replicaSet?.name == before.replicaSet?.name && after.status == "ok")
            try await bed.vm.expectToGoOn()
        }

        /// While a disk moves, its VM can be neither stopped nor moved.
        private func expectVMStays(_ bed: StandingCluster) async throws {
            async let moved: Void = bed.move("--bandwidth", "8MiB")
            try await bed.cluster.wait("the disk is locked", within: .seconds(30)) { _ in
                try await bed.shownDisk().status == "locked"
            }
            for verb in ["stop", "shutdown", "migrate"] {
                let refused = try await bed.cluster.runConnected("vm", verb, bed.vm.name)
                #expect(refused.status == 2 && refused.standardError.contains("is being moved"), "\(refused)")
            }
            try await moved
        }
    }
}
