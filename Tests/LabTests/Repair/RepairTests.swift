import Foundation
import HostCommand
import LabKit
import MortarClient
import MortarModel
import OVirtAPI
import Testing

extension LabTests {
    /// Disks and hosts that fail for good, under a VM that writes all the time.
    @Suite(.blankHosts(4)) struct RepairTests {
        @Test func storageIsMadeWholeAgainWithoutAHand() async throws {
            let bed = try await RepairBed()
            try await bed.deploy()
            try await bed.startVM()
            try await rebuildAFailedDiskOnASpare(bed)
            try await rebuildALostHostOnAnother(bed)
            try await bed.vm.verify()
        }

        @Test func oneConfirmationOrOneCommandIsEnoughWhereAHandIsNeeded() async throws {
            let bed = try await RepairBed()
            try await bed.deploy()
            try await bed.startVM()
            try await replaceADiskByConfirmation(bed)
            try await replaceAHost(bed, with: nil)
            try await replaceAHost(bed, with: "h4")
            try await bed.vm.verify()
        }

        // MARK: Without a hand

        /// h2's disk fails; a spare of the same host takes its place.
        private func rebuildAFailedDiskOnASpare(_ bed: RepairBed) async throws {
            let old = try await bed.brickDirectory(of: "h2")
            try await bed.cluster.mortar("device", "spare", bed.secondDisk(of: "h2"))
            let failed = ContinuousClock.now
            _ = try await SharedLab.lab.failDisk(bed.firstDisk(of: "h2"), of: "h2")
            try await bed.waitForEvent(20_053, within: .seconds(35))
            let detected = ContinuousClock.now
            try await bed.waitForEvent(20_051, within: .seconds(180))
            print("disk failed: told after \(detected - failed), clean after \(.now - failed)")
            let new = try await bed.brickDirectory(of: "h2")
            #expect(new != old)
            try await bed.vm.expectToGoOn()
        }

        /// A host dies; when the cluster's limit is over, h4 gets its brick. It comes back with its old one.
        private func rebuildALostHostOnAnother(_ bed: RepairBed) async throws {
            let victim = try await bed.hostWithoutVM()
            let old = try await bed.brickDirectory(of: victim)
            let device = try await bed.brickDevice(of: victim)
            try await bed.cluster.mortar("cluster", "set", "--rebuild-after", "20s")
            let dead = ContinuousClock.now
            try await SharedLab.lab.setPower(of: victim, .off)
            try await bed.waitForEvent(20_051, within: .seconds(240))
            print("host lost: clean after \(.now - dead)")
            let info = try await bed.cluster.gluster("volume", "info")
            #expect(try info.contains(SharedLab.address(of: "h4", .storage) + ":/"))
            #expect(!info.contains(old))
            try await bed.vm.expectToGoOn()
            try await SharedLab.lab.setPower(of: victim, .on)
            try await bed.waitForEvent(20_054, within: .seconds(120), ofHost: victim)
            let left = try await SharedLab.commands(on: victim).output(of: Command("wipefs", [device]))
            #expect(left.isEmpty, "the old brick is not mixed in, its device is blank")
        }

        // MARK: With one

        /// The policy leaves it to people; the guard refuses everything else on the set meanwhile.
        private func replaceADiskByConfirmation(_ bed: RepairBed) async throws {
            try await bed.cluster.mortar("cluster", "set", "--auto-repair", "off")
            _ = try await SharedLab.lab.failDisk(bed.firstDisk(of: "h2"), of: "h2")
            try await bed.waitForEvent(20_032, within: .seconds(35))
            try await bed.waitForEvent(4_151, within: .seconds(90))
            try await expectRefusals(bed)
            let number = try await SharedLab.lab.replaceDisk(nil, of: "h2")
            let new = try await bed.disk(number, of: "h2")
            try await bed.cluster.wait("the new disk is seen", within: .seconds(30)) { client in
                try await bed.devices(of: "h2", client).contains { $0.path == new && $0.state == "blank" }
            }
            let confirmed = ContinuousClock.now
            try await bed.cluster.mortar("device", "replace", "h2:\(new)")
            print("disk replaced by confirmation: clean after \(.now - confirmed)")
            try await bed.cluster.waitUntilWhole()
            try await bed.vm.expectToGoOn()
        }

        /// With one brick of the set down no other one is let go, whoever asks.
        private func expectRefusals(_ bed: RepairBed) async throws {
            let device = try await "h1:\(bed.brickDevice(of: "h1"))"
            let dangerous = [
                ["device", "replace", device, "--with", try bed.secondDisk(of: "h1")],
                ["host", "maintenance", "h1"], ["host", "maintenance", "h3"],
            ]
            for words in dangerous {
                let refused = try await bed.cluster.runConnected(words)
                #expect(refused.status == 2, "\(words)")
                #expect(refused.standardError.contains("quorum"), "\(words): \(refused.standardError)")
            }
        }

        /// The engine dies in the middle; the command sees it through all the same.
        private func replaceAHost(_ bed: RepairBed, with successor: String?) async throws {
            let lost = try await bed.hostWithoutVM()
            let lab = try SharedLab.lab
            try await lab.setPower(of: lost, .off)
            try await bed.cluster.wait("\(lost) is lost", within: .seconds(30)) { client in
                try await client.find(HostRepresentation.self, called: lost, kind: "host").status == "non_responsive"
            }
            if successor == nil { try await lab.renewHost(lost) }
            let begun = ContinuousClock.now
            let cluster = bed.cluster
            async let killed: Void = cluster.killEngine(when: "Replacing host \(lost)", hasFinished: 5)
            try await cluster.replaceHost(lost, with: successor)
            try await killed
            print("host replaced by \(successor ?? "new hardware"): whole after \(.now - begun)")
            try await bed.cluster.waitUntilWhole()
            let info = try await bed.cluster.gluster("volume", "info")
            let address = try SharedLab.address(of: successor == nil ? lost : "h4", .storage)
            #expect(info.contains("\(address):/"))
            try await bed.vm.expectToGoOn()
        }
    }
}
