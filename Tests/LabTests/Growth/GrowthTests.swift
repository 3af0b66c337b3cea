import HostCommand
import LabKit
import MortarClient
import MortarModel
import OVirtAPI
import Testing

extension LabTests {
    /// A storage domain that grows by single hosts and shrinks again, under VMs that write all the time.
    @Suite(.blankHosts(5, disks: 1, storageRate: "400mbit")) struct GrowthTests {
        @Test func aStorageDomainGrowsHostByHostAndShrinksAgainWhileVMsWrite() async throws {
            let bed = try await GrowthBed()
            try await insertTwoDisks(bed)
            try await growWithoutCopying(bed)
            try await balance(bed)
            try await growByMovingABrick(bed)
            try await balance(bed)
            try await shrink(bed)
            try await removeHosts(bed)
            try await bed.expectOneBrickAtATime()
            for vm in bed.vms { try await vm.verify() }
            try await bed.data.delete()
        }

        // MARK: Growing

        /// Of three devices for a set one is missing.
        private func insertTwoDisks(_ bed: GrowthBed) async throws {
            for host in ["h1", "h2"] {
                _ = try await SharedLab.lab.addDisk(to: host)
                try await bed.waitForBlank(1, on: host)
            }
            let refused = try await bed.cluster.runConnected("storage", "expand", "data")
            #expect(refused.status == 2 && refused.standardError.contains("make no new replica set"), "\(refused)")
            #expect(refused.standardError.contains("Add a device on another host for one more set."), "\(refused)")
        }

        /// The fourth host brings the third device, and one more.
        private func growWithoutCopying(_ bed: GrowthBed) async throws {
            try await bed.addHost("h4")
            let plan = try await bed.plan("storage", "expand", "data", "--host", "h4")
            #expect(plan["to_copy"] as? Int == 0 && (plan["moves"] as? [Any])?.isEmpty == true, "\(plan)")
            try await bed.carryOut("storage", "expand", "data", "--host", "h4")
            try await bed.expectWell(["data-1", "data-2"])
        }

        /// With the fifth host's two devices and one that is left a set would have two bricks on one host: one of another set
        /// moves. The engine dies meanwhile.
        private func growByMovingABrick(_ bed: GrowthBed) async throws {
            try await bed.addHost("h5")
            let plan = try await bed.plan("storage", "expand", "data")
            #expect((plan["moves"] as? [Any])?.count == 1 && plan["allowed"] as? Bool == true, "\(plan)")
            async let killed: Void = bed.killEngineWhileABrickIsFilled()
            try await bed.carryOut("storage", "expand", "data")
            try await killed
            try await bed.expectWell(["data-1", "data-2", "data-3"])
        }

        /// Whole disks go to the emptier sets, those of running VMs among them.
        private func balance(_ bed: GrowthBed) async throws {
            let plan = try await bed.plan("storage", "balance", "data")
            let (before, after) = (plan["spread_before"] as? Int ?? -1, plan["spread_after"] as? Int ?? -1)
            #expect(after < before, "\(plan)")
            print("growth: the fullest set has \(before) points more than the emptiest, then \(after)")
            try await bed.carryOut("storage", "balance", "data", "--bandwidth", "50MiB")
            try await bed.expectWrites()
            try await bed.data.expectUnchanged()
        }

        // MARK: Shrinking

        /// A set and a host go; where there is time, another host loses its power while a brick is filled.
        private func shrink(_ bed: GrowthBed) async throws {
            let goes = try await bed.emptiestSet()
            let victim = SharedLab.isThorough ? try await bed.hostWithoutVMs() : nil
            async let lost: Void = victim == nil ? () : bed.losePowerWhileABrickIsFilled(try #require(victim))
            try await bed.carryOut("storage", "shrink", "data", "--set", goes, "--host", "h5")
            try await lost
            try await bed.reviveVMs()
            try await bed.expectWell(["data-1", "data-2", "data-3"].filter { $0 != goes })
            #expect(try await bed.hostsWithBricks().contains("h5") == false)
        }

        /// Back to three hosts: one has no brick any more, the other's go to a new disk of a third.
        private func removeHosts(_ bed: GrowthBed) async throws {
            let sets = try await bed.cluster.connected { try await bed.cluster.replicaSets($0).compactMap(\.name) }
            _ = try await SharedLab.lab.addDisk(to: "h3")
            try await bed.waitForBlank(1, on: "h3")
            for host in ["h5", "h4"] {
                try await bed.cluster.runToItsEnd("host", "remove", host, "--yes")
                try await bed.cluster.clean(host)
            }
            try await bed.expectWell(sets.sorted())
            #expect(try await bed.hostsWithBricks() == ["h1", "h2", "h3"])
        }
    }
}
