package import AgentAPI
import DomainXML
import Foundation
import LibvirtKit
import Logging
package import MortarModel

extension VirtualMachines {
    /// Milliseconds that an emulated guest may stand still while it moves.
    ///
    /// QEMU before 9.0 does not see all that an emulated guest writes after it has asked for that once while the guest runs:
    /// of busy guests whose memory went in several rounds more than half broke. Within this limit it goes in one; QEMU answers
    /// nothing meanwhile.
    private static let emulatedStandstill: UInt64 = 10_000

    /// Begins to move a VM to another host, unless that goes on already.
    ///
    /// - Parameter daemon: the other host's libvirt.
    package func migrate(_ order: VMMigrationOrder, to daemon: String) async throws {
        try await explaining(
            "VM \(order.id) cannot be moved.", correction: Self.correction, objects: [order.id.object]
        ) {
            let uuid = try uuid(order.id)
            if migrations.isUnderWay(order.id) { return }
            if try await hypervisor.migrationStatistics(of: uuid)?.direction == .outgoing { return }
            guard try await running(uuid)?.state == .running,
                let present = try await hypervisor.migratableDescription(of: uuid)
            else { throw Failure.notHere(order.id) }
            let standstill = try DomainHardware(parsing: present).isEmulated ? Self.emulatedStandstill : nil
            let departure = MigrationOrder(
                order, daemon, standstill, try description(present, reaching: order.disks))
            _ = migrations.begin(.init(id: order.id, uuid: uuid, order: departure))
        }
    }

    /// Carries out what is begun, until cancelled.
    func carryMigrations() async throws {
        await withDiscardingTaskGroup { group in
            for await departure in migrations.departures {
                group.addTask { await carry(departure) }
            }
        }
    }

    private func carry(_ departure: Migrations.Departure) async {
        do {
            try await hypervisor.migrate(departure.uuid, by: departure.order)
            migrations.end(departure.id, failure: nil)
        } catch is CancellationError {
            return
        } catch {
            logger.notice("a VM was not moved", metadata: ["id": "\(departure.id)", "error": "\(error)"])
            migrations.end(departure.id, failure: .ofMigration(departure.id, error))
        }
    }

    /// How a VM's move from here goes on, or how its move to here went.
    package func migrationReport(of id: VMID) async throws -> MigrationReport {
        try await explaining("libvirt does not tell how VM \(id) moves.", objects: [id.object]) {
            let uuid = try uuid(id)
            let now = try await hypervisor.migrationStatistics(of: uuid)
            if migrations.isUnderWay(id) || now?.direction == .outgoing {
                return MigrationReport(isGoingOn: true, progress: now.map(MigrationProgress.init))
            }
            let past = now == nil ? try await hypervisor.completedMigration(of: uuid) : nil
            return MigrationReport(
                isGoingOn: false, progress: past.map(MigrationProgress.init), failure: migrations.failure(of: id))
        }
    }

    /// Has the guest go on at the other host at once; asked again, it does already.
    package func startPostCopy(_ id: VMID) async throws {
        try await explaining("VM \(id) cannot go on before its memory has moved.", objects: [id.object]) {
            let uuid = try uuid(id)
            do {
                try await hypervisor.startPostCopy(of: uuid)
            } catch let error as LibvirtError where error.code == .operationInvalid {
                guard try await hypervisor.domain(uuid)?.state.reason != "postcopy" else { return }
                throw error
            }
        }
    }

    /// Ends a VM's move from here; where none goes on, nothing happens.
    package func cancelMigration(_ id: VMID) async throws {
        try await explaining("The move of VM \(id) cannot be cancelled.", objects: [id.object]) {
            do {
                try await hypervisor.abortMigration(of: try uuid(id))
            } catch let error as LibvirtError where error.code == .noDomain {
                return
            } catch let error as LibvirtError where error.code == .operationInvalid {
                guard try await migrationReport(of: id).isGoingOn else { return }
                throw Failure(
                    .conflict, "It is too late to cancel the move of VM \(id).", cause: error.description,
                    correction: "Wait until it has arrived; then it can be moved back.", objects: [id.object])
            }
        }
    }
}

extension MigrationOrder {
    fileprivate init(_ order: VMMigrationOrder, _ daemon: String, _ standstill: UInt64?, _ description: String?) {
        self.init(
            daemon: daemon, address: order.address, bandwidth: order.bandwidth.map { UInt64(max($0, 1)) },
            converges: order.converges, allowsPostCopy: order.allowsPostCopy, standstill: standstill,
            description: description)
    }
}

extension MigrationProgress {
    init(_ statistics: MigrationStatistics) {
        func bytes(_ count: UInt64) -> ByteCount { ByteCount(Int64(clamping: count)) }
        self.init(
            elapsed: .milliseconds(Int64(clamping: statistics.elapsed)), total: bytes(statistics.total),
            sent: bytes(statistics.sent), remaining: bytes(statistics.remaining), rate: bytes(statistics.rate),
            downtime: statistics.downtime.map { .milliseconds(Int64(clamping: $0)) }, throttle: statistics.throttle)
    }
}

extension Failure {
    static func notHere(_ id: VMID) -> Failure {
        Failure(
            .conflict, "VM \(id) does not run on this host.", correction: "Start the VM, or wait until it runs.",
            objects: [id.object])
    }

    fileprivate static func ofMigration(_ id: VMID, _ error: any Error) -> Failure {
        if (error as? LibvirtError)?.code == .aborted {
            return Failure(.conflict, "The move of VM \(id) was cancelled.", objects: [id.object])
        }
        return Failure(
            .toolFailed, "VM \(id) was not moved.", cause: "\(error)", correction: VirtualMachines.correction,
            objects: [id.object])
    }
}
