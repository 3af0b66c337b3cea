import LabKit
import MortarModel
import Testing

extension LabTests {
    /// What the agent finds out about a disk with SMART data of its own.
    @Suite(.ownMachines) struct HealthTests {
        @Test func anNVMeDiskThatBeginsToWarnIsFoundFailingWithinAMinute() async throws {
            try await EmulatedHost.withOne { host in
                let disk = try await WatchedDevice(
                    host.addNVMe(serial: "N1", size: .gibibytes(2)), on: host)
                try await disk.whileWatched {
                    let before = try await disk.health(.healthy, within: .seconds(20))
                    #expect(before.reasons.isEmpty)
                    try host.setCriticalWarning(4, ofNVMe: "N1")
                    let warned = ContinuousClock.now
                    let after = try await disk.health(.failing, within: .seconds(60))
                    print("NVMe warning: seen after \(ContinuousClock.now - warned)")
                    #expect(
                        after.reasons == ["It warns that it is not reliable any more.", "It predicts its own failure."])
                }
            }
        }
    }
}
