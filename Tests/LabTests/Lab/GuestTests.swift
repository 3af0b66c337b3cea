import Foundation
import HostCommand
import LabKit
import Testing

extension LabTests {
    /// The guest image under QEMU's emulation, as a lab host runs it.
    @Suite(.ownMachines) struct GuestTests {
        @Test func bootsThroughItsLoaderFindsItsSeedAndProbesADisk() async throws {
            let image = try await GuestImages().image()
            let attributes = try FileManager.default.attributesOfItem(atPath: image)
            #expect(try #require(attributes[.size] as? Int) <= 64 << 20)

            let guest = try await RunningGuest(image: image)
            defer { guest.end() }
            try await guest.waits(for: "GUEST UP web 10.77.0.5/16", limit: .seconds(60))
            try await guest.waits(for: "PROBE OK 0", limit: .seconds(30))
            try await guest.waits(for: "PROBE ACK 10", limit: .seconds(30))
            try guest.pressPowerButton()
            try await guest.waits(for: "reboot: Power down", limit: .seconds(30))
        }

        @Test func findsAcknowledgedWritesAgainAfterAPowerLoss() async throws {
            let guest = try await RunningGuest(image: try await GuestImages().image())
            defer { guest.end() }
            try await guest.waits(for: "PROBE ACK 10", limit: .seconds(90))
            guest.losePower()
            let acknowledged = try #require(guest.lastNumber(after: "PROBE ACK"))
            try guest.start()
            try await guest.waits(for: "PROBE OK", limit: .seconds(90))
            let found = try #require(guest.lastNumber(after: "PROBE OK"))
            #expect((acknowledged...acknowledged + 1).contains(found))
        }
    }
}
