import AgentAPI
import Foundation
import LibvirtKit
import MortarModel
import Synchronization
import Testing

@testable import AgentCore

@Suite(.timeLimit(.minutes(1))) struct VMChangesTests {
    let host: VMHost

    init() throws {
        host = try VMHost()
    }

    /// Runs the machines until so many changes were told after what `play` does.
    private func changes(_ count: Int, _ play: @escaping @Sendable () async throws -> Void) async -> [HostChange] {
        let listening = host.machines.listen()
        let (machines, hypervisor) = (host.machines, host.hypervisor)
        return await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await machines.run() }
            group.addTask {
                _ = try await becomesTrue(within: .seconds(10), every: .milliseconds(5)) {
                    hypervisor.listenerCount == 1
                }
                try await play()
            }
            var seen: [HostChange] = []
            for await change in listening {
                seen.append(change)
                if seen.count == count { break }
            }
            group.cancelAll()
            return seen
        }
    }

    private func facts(_ state: VMFacts.State, _ reason: String?) -> HostChange {
        .vm(
            VMFacts(
                id: host.id, name: "web", state: state, reason: reason, memory: .mebibytes(256), cpus: 2,
                access: .libgfapi))
    }

    @Test func tellsTheLifeOfAVM() async throws {
        let (host, uuid) = (host, host.uuid)
        let seen = await changes(4) {
            _ = try await host.machines.start(host.request())
            let description = host.hypervisor.created[0]
            host.hypervisor.tell(.started(reason: "booted"), uuid)
            _ = try await becomesTrue(within: .seconds(10), every: .milliseconds(5)) {
                host.machines.changes.known(host.id) != nil
            }
            host.hypervisor.add(description, DomainState(.paused, reason: "ioerror"))
            host.hypervisor.tell(.suspended(reason: "ioerror"), uuid)
            _ = try await becomesTrue(within: .seconds(10), every: .milliseconds(5)) {
                host.machines.changes.known(host.id)?.state == .paused
            }
            host.hypervisor.remove(uuid)
            host.hypervisor.tell(.stopped(reason: "failed"), uuid)
        }
        #expect(seen == [.facts, facts(.running, nil), facts(.paused, "ioerror"), facts(.crashed, "failed")])
    }

    @Test func aVMThatNobodyKnewIsWorthALook() async throws {
        let (host, uuid) = (host, host.uuid)
        let seen = await changes(2) { host.hypervisor.tell(.stopped(reason: "shutdown"), uuid) }
        #expect(seen == [.facts, .facts])
    }

    @Test func listensAgainAfterLibvirtRestarted() async throws {
        let host = host
        let seen = await changes(2) { host.hypervisor.loseConnection() }
        #expect(seen == [.facts, .facts])
    }

    @Test func whileLibvirtDoesNotAnswerTheLastFactsCount() async throws {
        _ = try await host.machines.start(host.request())
        #expect(try await host.machines.facts().map(\.reason) == [nil])
        host.hypervisor.state.withLock { $0.listError = LibvirtError(code: .timedOut, message: "no answer") }
        #expect(try await host.machines.facts().map(\.reason) == ["libvirt does not answer"])
        host.hypervisor.state.withLock { $0.listError = LibvirtError(code: .noConnection, message: "no daemon") }
        await #expect(throws: Failure.self) { try await host.machines.facts() }
    }

    /// A list without a VM that runs would have the engine start it a second time.
    @Test func beforeLibvirtHasAnsweredOnceNoVMCountsAsAbsent() async throws {
        host.hypervisor.state.withLock { $0.listError = LibvirtError(code: .timedOut, message: "no answer") }
        let failure = await #expect(throws: Failure.self) { try await host.machines.facts() }
        #expect(failure?.code == .timedOut)
        host.hypervisor.state.withLock { $0.listError = nil }
        #expect(try await host.machines.facts().isEmpty)
        host.hypervisor.state.withLock { $0.listError = LibvirtError(code: .timedOut, message: "no answer") }
        #expect(try await host.machines.facts().isEmpty)
    }

    @Test func domainsOfOthersAreNotReported() async throws {
        host.hypervisor.add("<domain><name>other</name><uuid>\(UUID())</uuid></domain>")
        #expect(try await host.machines.facts().isEmpty)
    }
}
