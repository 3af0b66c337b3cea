import AgentAPI
import Foundation
import LibvirtKit
import MortarModel
import Synchronization
import Testing

@testable import AgentCore

/// A VM's coming as the host that it comes to sees it.
@Suite struct ArrivalTests {
    private let host: VMHost
    private let passed = SelfTest(.passed, detail: "")

    init() throws {
        host = try VMHost()
    }

    private func admission(_ access: DiskAccess = .libgfapi, isEmulated: Bool = true) -> VMAdmission {
        VMAdmission(
            request: host.request(access),
            hardware: VMHardware(
                isEmulated: isEmulated, machine: "pc-q35-7.2", processor: isEmulated ? nil : "<cpu/>"))
    }

    private func refusal(_ admission: VMAdmission, _ test: SelfTest? = nil) async -> Failure? {
        await #expect(throws: Failure.self) { try await host.machines.admit(admission) { test ?? passed } }
    }

    @Test func admitsWhatItCanRun() async throws {
        _ = try await host.machines.admit(admission()) { passed }
        #expect(FileManager.default.fileExists(atPath: host.consoleFolder))
        #expect(host.hypervisor.created.isEmpty)
    }

    /// Whoever follows the console from host to host reads all that is kept here.
    @Test func whatIsKeptOfAnEarlierStayGoes() async throws {
        let log = "\(host.consoleFolder)/\(host.id).log"
        try FileManager.default.createDirectory(atPath: host.consoleFolder, withIntermediateDirectories: true)
        for path in [log, log + ".0", log + ".1"] { try Data("old".utf8).write(to: URL(filePath: path)) }
        _ = try await host.machines.admit(admission()) { passed }
        #expect(try FileManager.default.contentsOfDirectory(atPath: host.consoleFolder).isEmpty)
    }

    @Test func refusesAMachineThatItsQEMUDoesNotHave() async throws {
        host.hypervisor.state.withLock {
            $0.machineError = LibvirtError(code: .invalidArgument, message: "the machine 'pc-q35-7.2' is not supported")
        }
        let failure = await refusal(admission())
        #expect(failure?.code == .conflict && failure?.cause?.contains("pc-q35-7.2") == true)
    }

    @Test func refusesAGuestOfAProcessorWithoutOne() async throws {
        #expect(await refusal(admission(isEmulated: false))?.cause?.contains("processor") == true)
    }

    @Test func refusesLibgfapiWhereItDoesNotWork() async throws {
        let broken = SelfTest(.failed, detail: "Unknown driver 'gluster'")
        #expect(await refusal(admission(), broken)?.cause?.contains("Unknown driver") == true)
        _ = try await host.machines.admit(admission(.fuse)) { broken }
    }

    @Test func refusesAVMThatIsHere() async throws {
        _ = try await host.machines.start(host.request())
        #expect(await refusal(admission())?.cause?.contains("running") == true)
    }

    @Test func refusesAVMWhoseImageItDoesNotSee() async throws {
        let request = host.request(path: "images/none.raw")
        let admission = VMAdmission(
            request: request, hardware: VMHardware(isEmulated: true, machine: "pc-q35-7.2", processor: nil))
        #expect(await refusal(admission)?.code == .notFound)
    }

    // MARK: Presence

    @Test func tellsADomainOnItsWayFromOneThatIsPaused() async throws {
        #expect(try await host.machines.presence(of: host.id) == .absent)
        _ = try await host.machines.start(host.request())
        guard case .present(let facts) = try await host.machines.presence(of: host.id) else {
            Issue.record("It runs.")
            return
        }
        #expect(facts.state == .running)
        let description = try #require(host.hypervisor.created.first)
        host.hypervisor.add(description, DomainState(.paused, reason: "migration"))
        host.hypervisor.state.withLock { $0.underWay = MigrationStatistics(direction: .incoming) }
        #expect(try await host.machines.presence(of: host.id) == .comingIn)
        host.hypervisor.state.withLock { $0.underWay = nil }
        #expect(try await host.machines.presence(of: host.id) != .comingIn)
        host.hypervisor.add(description, DomainState(.running, reason: "postcopy"))
        #expect(try await host.machines.presence(of: host.id) == .ahead(facts))
        host.hypervisor.add(description, DomainState(.paused, reason: "postcopy"))
        #expect(try await host.machines.presence(of: host.id) == .leaving)
    }

    @Test func aProcessWithoutADomainIsOnItsWayOut() async throws {
        try host.proc.addQEMU(77, host.uuid)
        #expect(try await host.machines.presence(of: host.id) == .leaving)
    }
}
