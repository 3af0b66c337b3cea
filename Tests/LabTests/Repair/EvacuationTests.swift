import Foundation
import LabKit
import MortarModel
import Testing

extension LabTests.RepairTests {
    /// h2's device wears out and h3's is about to fail; each brick moves to another device of its host, one after the other.
    @Test func bricksLeaveDevicesBeforeTheyFail() async throws {
        let bed = try await RepairBed()
        try await bed.deploy()
        try await bed.startVM()
        let old = [try await bed.brickDirectory(of: "h2"), try await bed.brickDirectory(of: "h3")]
        try await bed.cluster.mortar("device", "spare", bed.secondDisk(of: "h2"))
        let lab = try SharedLab.lab
        _ = try await lab.setSMART(DeviceReports.worn, of: bed.firstDisk(of: "h2"), of: "h2")
        _ = try await lab.setSMART(DeviceReports.failing, of: bed.firstDisk(of: "h3"), of: "h3")
        let reported = ContinuousClock.now
        var reasons: Set<String> = []
        for _ in old { reasons.insert(try await evacuation(bed, since: reported)) }
        #expect(reasons == ["near the end of its life", "about to fail"])
        let new = [try await bed.brickDirectory(of: "h2"), try await bed.brickDirectory(of: "h3")]
        #expect(Set(new).isDisjoint(with: old))
        try await bed.vm.expectToGoOn()
        try await bed.vm.verify()
    }

    /// Waits until a brick has moved; returns why it had to.
    private func evacuation(_ bed: RepairBed, since began: ContinuousClock.Instant) async throws -> String {
        let text = try await bed.waitForEvent(20_053, within: .seconds(60))
        let told = ContinuousClock.now
        try await bed.waitForEvent(20_051, within: .seconds(120))
        print("evacuation: told after \(told - began), clean after \(ContinuousClock.now - began): \(text)")
        return ["near the end of its life", "about to fail"].first(where: text.contains) ?? text
    }
}
