import AgentAPI
import Foundation
import LibvirtKit
import MortarModel
import Synchronization
import Testing

@testable import AgentCore

@Suite struct GuestWritesTests {
    @Test func tellsWhatEveryRunningVMHasWritten() async throws {
        let host = try VMHost()
        _ = try await host.machines.start(host.request())
        #expect(try await host.machines.writes().isEmpty)
        let told = WriteStatistics(requests: 7, nanoseconds: 1_000_000_007)
        host.hypervisor.state.withLock { $0.writes[host.uuid] = .success(told) }
        #expect(
            try await host.machines.writes() == [
                GuestWrites(vm: host.id, requests: 7, time: .nanoseconds(1_000_000_007))
            ])
    }

    /// As that of one whose storage hangs.
    @Test func aVMThatDoesNotAnswerIsMissing() async throws {
        let host = try VMHost()
        _ = try await host.machines.start(host.request())
        host.hypervisor.state.withLock { state in
            state.writes[host.uuid] = .failure(LibvirtError(code: .timedOut, message: "no answer"))
        }
        #expect(try await host.machines.writes().isEmpty)
    }
}
