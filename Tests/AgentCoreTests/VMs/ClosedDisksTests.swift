import AgentAPI
import LibvirtKit
import MortarModel
import Synchronization
import Testing

@testable import AgentCore

@Suite struct ClosedDisksTests {
    /// A running VM, and whether its disk counts as closed after libvirt was asked.
    private func isClosed(_ told: Bool?, over access: DiskAccess = .libgfapi) async throws -> Bool? {
        let host = try VMHost()
        _ = try await host.machines.start(host.request(access))
        _ = try await host.machines.facts()
        host.hypervisor.state.withLock { $0.closedDisks[host.uuid] = told }
        await host.machines.lookForClosedDisks()
        return try await host.machines.facts().first?.hasClosedDisk
    }

    @Test func aClosedDiskIsAmongTheFacts() async throws {
        #expect(try await isClosed(true) == true)
    }

    @Test(arguments: [false, nil]) func anOpenOneIsNot(told: Bool?) async throws {
        #expect(try await isClosed(told) == nil)
    }

    /// QEMU's other drivers close nothing, and libvirt is not asked in vain.
    @Test func overFUSENothingIsLookedFor() async throws {
        #expect(try await isClosed(true, over: .fuse) == nil)
    }

    @Test func isToldOnceAndForgottenWhenTheVMStartsAnew() async throws {
        let host = try VMHost()
        let listening = host.machines.listen()
        _ = try await host.machines.start(host.request())
        _ = try await host.machines.facts()
        host.hypervisor.state.withLock { $0.closedDisks[host.uuid] = true }
        for _ in 0..<3 { await host.machines.lookForClosedDisks() }
        host.machines.changes.tell(.facts)
        var told: [HostChange] = []
        for await change in listening {
            if change == .facts { break }
            told.append(change)
        }
        guard case .vm(let facts) = try #require(told.first) else { return #expect(Bool(false), "\(told)") }
        #expect(told.count == 1 && facts.hasClosedDisk == true)
        host.hypervisor.remove(host.uuid)
        #expect(try await host.machines.start(host.request()).hasClosedDisk == nil)
    }
}
