import LibvirtKit
import MortarModel
import Synchronization
import Testing

@testable import AgentCore

@Suite struct ResumeVMTests {
    private func host(_ state: DomainState) async throws -> VMHost {
        let host = try VMHost()
        _ = try await host.machines.start(host.request())
        host.hypervisor.state.withLock { $0.domains[host.uuid]?.domain.state = state }
        return host
    }

    @Test func goesOnAfterAnErrorOfADisk() async throws {
        let host = try await host(DomainState(.paused, reason: "ioerror"))
        #expect(try await host.machines.resume(host.id))
        #expect(try await host.hypervisor.domain(host.uuid)?.state.kind == .running)
        #expect(try await host.machines.resume(host.id) == false, "it runs already")
    }

    @Test(arguments: ["user", "migration", "postcopy"]) func isLeftAloneWherePausedFor(_ reason: String) async throws {
        let host = try await host(DomainState(.paused, reason: reason))
        #expect(try await host.machines.resume(host.id) == false)
        #expect(try await host.hypervisor.domain(host.uuid)?.state.kind == .paused)
    }

    /// It may be of a time before the VM ran elsewhere.
    @Test func oneThatStandsStillIsNotTakenForStarted() async throws {
        let host = try await host(DomainState(.paused, reason: "ioerror"))
        let failure = await #expect(throws: Failure.self) { _ = try await host.machines.start(host.request()) }
        #expect(failure?.code == .conflict)
        #expect(try await host.hypervisor.domain(host.uuid)?.state.kind == .paused)
    }

    @Test func oneThatIsNotThereIsLeftAlone() async throws {
        #expect(try await VMHost().machines.resume(VMID()) == false)
    }
}
