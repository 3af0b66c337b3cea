import AgentAPI
import DomainXML
import Foundation
import LibvirtKit
import MortarModel
import Synchronization
import Testing

@testable import AgentCore

/// A VM's move as the host that it leaves sees it.
@Suite struct DepartureTests {
    private let host: VMHost
    private let daemon = "qemu+tls://10.0.0.2/system"

    init() throws {
        host = try VMHost()
    }

    private var order: VMMigrationOrder {
        VMMigrationOrder(id: host.id, address: "10.0.0.2", bandwidth: 60, converges: true, allowsPostCopy: true)
    }

    /// Lends the agent's own work to `body`, with a VM that runs.
    private func running(_ body: @escaping @Sendable () async throws -> Void) async throws {
        _ = try await host.machines.start(host.request())
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await host.machines.run() }
            defer { group.cancelAll() }
            try await body()
        }
    }

    private func untilOrdered() async throws {
        #expect(try await becomesTrue(within: .seconds(30)) { !host.hypervisor.state.withLock { $0.moves.isEmpty } })
    }

    @Test func beginsOnceAndTellsTheEnd() async throws {
        try await running {
            try await host.machines.migrate(order, to: daemon)
            try await host.machines.migrate(order, to: daemon)
            try await untilOrdered()
            #expect(try await host.machines.migrationReport(of: host.id).isGoingOn)
            #expect(
                host.hypervisor.state.withLock { $0.ordered } == [
                    MigrationOrder(
                        daemon: daemon, address: "10.0.0.2", bandwidth: 60, converges: true, allowsPostCopy: true,
                        standstill: 10_000)
                ])
            host.hypervisor.endMoves(.success(()))
            #expect(
                try await becomesTrue(within: .seconds(30)) {
                    try await !host.machines.migrationReport(of: host.id).isGoingOn
                })
            #expect(try await host.machines.migrationReport(of: host.id).failure == nil)
        }
    }

    /// QEMU knows what a guest writes to its memory where the processor tells, and not where it emulates one.
    @Test func standsStillNoLongerThanUsualWithKVM() async throws {
        try await running {
            let uuid = try #require(UUID(uuidString: host.id.rawValue))
            let emulated = try #require(try await host.hypervisor.description(of: uuid))
            let description = emulated.replacingOccurrences(of: "type=\"qemu\"", with: "type=\"kvm\"")
            try #require(description != emulated)
            host.hypervisor.state.withLock { $0.domains[uuid]?.description = description }
            try await host.machines.migrate(order, to: daemon)
            try await untilOrdered()
            #expect(host.hypervisor.state.withLock { $0.ordered.map(\.standstill) } == [nil])
        }
    }

    /// The other host gets a description in which the disks are reached as ordered.
    @Test(arguments: [DiskAccess.fuse, .libgfapi]) func reachesItsDisksAsOrdered(_ access: DiskAccess) async throws {
        try await running {
            var order = order
            order.disks = host.request(access).disks
            order.disks?[0].servers = ["10.0.1.13", "10.0.1.14"]
            try await host.machines.migrate(order, to: daemon)
            try await untilOrdered()
            let description = try #require(host.hypervisor.state.withLock { $0.ordered.first?.description })
            let source = try #require(try AttachedDisk.all(in: description).first?.source)
            let image = host.volume.reference("images/a.raw")
            #expect(
                source
                    == (access == .fuse
                        ? .file(host.volume.path()) : .gluster(volume: image.volume, path: image.path, servers: [])))
            #expect(try DomainSummary(parsing: description)?.access == access)
            let servers = ["10.0.1.13", "10.0.1.14"].filter { description.contains("\"\($0)\"") }
            #expect(servers.count == (access == .fuse ? 0 : 2) && !description.contains("10.0.1.11"))
        }
    }

    @Test func tellsWhyItFailed() async throws {
        try await running {
            try await host.machines.migrate(order, to: daemon)
            try await untilOrdered()
            host.hypervisor.endMoves(.failure(LibvirtError(code: .operationFailed, message: "no route to host")))
            #expect(
                try await becomesTrue(within: .seconds(30)) {
                    try await !host.machines.migrationReport(of: host.id).isGoingOn
                })
            #expect(try await host.machines.migrationReport(of: host.id).failure?.cause?.contains("no route") == true)
        }
    }

    /// libvirt goes on with what another run of the agent began.
    @Test func seesAMoveThatItDidNotBegin() async throws {
        try await running {
            host.hypervisor.state.withLock {
                $0.underWay = MigrationStatistics(
                    direction: .outgoing, elapsed: 1_500, total: 1 << 28, remaining: 1 << 27)
            }
            let report = try await host.machines.migrationReport(of: host.id)
            #expect(report.isGoingOn && report.progress?.elapsed == .milliseconds(1_500))
            try await host.machines.migrate(order, to: daemon)
            #expect(host.hypervisor.state.withLock { $0.ordered.isEmpty })
        }
    }

    @Test func cancels() async throws {
        try await running {
            try await host.machines.cancelMigration(VMID())
            try await host.machines.migrate(order, to: daemon)
            try await untilOrdered()
            try await host.machines.cancelMigration(host.id)
            #expect(
                try await becomesTrue(within: .seconds(30)) {
                    try await !host.machines.migrationReport(of: host.id).isGoingOn
                })
            #expect(try await host.machines.migrationReport(of: host.id).failure?.message.contains("cancelled") == true)
        }
    }

    @Test func saysWhenItIsTooLateToCancel() async throws {
        try await running {
            try await host.machines.migrate(order, to: daemon)
            try await untilOrdered()
            host.hypervisor.state.withLock {
                $0.abortError = LibvirtError(code: .operationInvalid, message: "migration job is finishing")
            }
            let failure = await #expect(throws: Failure.self) { try await host.machines.cancelMigration(host.id) }
            #expect(failure?.code == .conflict)
        }
    }

    @Test func refusesWhatDoesNotRunHere() async throws {
        for failure in [
            await #expect(throws: Failure.self) { try await host.machines.migrate(order, to: daemon) },
            await #expect(throws: Failure.self) { _ = try await host.machines.hardware(of: host.id) },
        ] {
            #expect(failure?.code == .conflict)
        }
    }
}
