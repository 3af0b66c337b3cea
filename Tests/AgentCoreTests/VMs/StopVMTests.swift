import AgentAPI
import Foundation
import LibvirtKit
import MortarModel
import Testing

@testable import AgentCore

@Suite struct StopVMTests {
    @Test func aVMThatIsNotThereIsStopped() async throws {
        try await VMHost().machines.stop(VMID())
    }

    @Test func endsAProcessThatLingersAfterItsGrace() async throws {
        // libvirt waits for the process, as it does while GlusterFS's client takes itself down.
        let host = try VMHost { proc in
            let gone = try await becomesTrue(within: .seconds(10), every: .milliseconds(5)) {
                !FileManager.default.fileExists(atPath: proc.folder + "/99")
            }
            #expect(gone)
        }
        _ = try await host.machines.start(host.request())
        try host.proc.addQEMU(99, host.uuid)
        try await host.machines.stop(host.id)
        #expect(try await host.machines.facts().isEmpty)
    }

    @Test func neverCallsAVMStoppedWhoseProcessIsThere() async throws {
        let host = try VMHost(stubborn: true)
        _ = try await host.machines.start(host.request())
        try host.proc.addQEMU(99, host.uuid)
        let failure = await #expect(throws: Failure.self) { try await host.machines.stop(host.id) }
        #expect(failure?.code == .timedOut)
        #expect(failure?.message.contains("may still write") == true)
    }

    @Test func endsAProcessThatLibvirtDoesNotKnow() async throws {
        let host = try VMHost()
        try host.proc.addQEMU(99, host.uuid)
        try await host.machines.stop(host.id)
        #expect(try host.proc.processes().process(of: host.uuid) == nil)
    }

    @Test func tellsWhyLibvirtFailed() async throws {
        let host = try VMHost { _ in throw LibvirtError(code: .timedOut, message: "cannot acquire state change lock") }
        _ = try await host.machines.start(host.request())
        let failure = await #expect(throws: Failure.self) { try await host.machines.stop(host.id) }
        #expect(failure?.cause?.contains("state change lock") == true)
    }

    @Test func aStopWaitsForTheStartBeforeIt() async throws {
        let host = try VMHost()
        async let started = host.machines.start(host.request())
        try await host.machines.stop(host.id)
        _ = try await started
        try await host.machines.stop(host.id)
        #expect(try await host.machines.facts().isEmpty)
    }

    @Test func shuttingDownAVMThatIsOffIsNoFailure() async throws {
        try await VMHost().machines.shutDown(VMID())
    }
}
