import Foundation
import HostCommand
import LabKit
import MortarClient
import MortarModel
import OVirtAPI
import Testing

extension LabTests {
    /// Disks and hosts that fail for good, under a VM that writes all the time.
    @Suite(.serialized) struct RepairTests {
        @Test func storageIsMadeWholeAgainWithoutAHand() async throws {
            let bed = try await RepairBed()
            try await bed.deploy()
            try await bed.startProbe()
            try await rebuildAFailedDiskOnASpare(bed)
            try await rebuildALostHostOnAnother(bed)
            try await bed.verifyProbe()
            try await bed.cluster.destroy()
        }

        /// h2's disk fails; a spare of the same host takes its place.
        private func rebuildAFailedDiskOnASpare(_ bed: RepairBed) async throws {
            let old = try await bed.brickDirectory(of: "h2")
            try await bed.cluster.mortar("device", "spare", try await bed.secondDisk(of: "h2"))
            let failed = ContinuousClock.now
            _ = try await SharedLab.lab.failDisk(bed.firstDisk(of: "h2"), of: "h2")
            try await bed.waitForEvent(20_053, within: .seconds(35))
            let detected = ContinuousClock.now
            try await bed.waitForEvent(20_051, within: .seconds(180))
            let clean = ContinuousClock.now
            print("disk failure: told after \(detected - failed), clean after \(clean - failed)")
            let new = try await bed.brickDirectory(of: "h2")
            #expect(new != old)
            try await bed.expectProbeGoesOn()
        }

        /// h3 dies; when the cluster's limit is over, h4 gets its brick. h3 comes back with its old one.
        private func rebuildALostHostOnAnother(_ bed: RepairBed) async throws {
            let old = try await bed.brickDirectory(of: "h3")
            try await bed.cluster.mortar("cluster", "set", "--rebuild-after", "20s")
            let dead = ContinuousClock.now
            try await SharedLab.lab.setPower(of: "h3", .off)
            try await bed.waitForEvent(20_051, within: .seconds(240))
            print("host lost: clean after \(ContinuousClock.now - dead)")
            let info = try await bed.cluster.gluster("volume", "info")
            #expect(info.contains("\(SharedLab.subnet).1.14:/"))
            #expect(!info.contains(old))
            try await bed.expectProbeGoesOn()
            try await SharedLab.lab.setPower(of: "h3", .on)
            try await bed.waitForEvent(20_054, within: .seconds(120), ofHost: "h3")
            let disks = try await SharedLab.commands(on: "h3").output(of: Command("wipefs", [bed.firstDisk(of: "h3")]))
            #expect(disks.isEmpty, "the old brick is not mixed in, its device is blank")
        }
    }
}
