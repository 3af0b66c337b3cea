package import AgentAPI
import Logging
package import MortarModel

extension LocalGuests {
    /// What cannot be recovered shows in the facts; the agent has more to do.
    func recoverLibvirt() async {
        do {
            try await access.recover()
        } catch {
            machines.logger.error("libvirt could not be given its settings back", metadata: ["error": "\(error)"])
        }
    }

    package func migrationFacts() throws -> MigrationFacts? { try access.facts() }
    package func migrationKeyRequests() async throws -> MigrationKeyRequests { try await access.keyRequests() }
    package func openMigrations(_ door: MigrationDoor) async throws { try await access.open(door) }
    package func closeMigrations() async throws { try await access.close() }

    package func vmHardware(_ id: VMID) async throws -> VMHardware { try await machines.hardware(of: id) }

    package func admitVM(_ admission: VMAdmission) async throws -> VMAdmissionAnswer {
        try await machines.admit(admission) {
            // The first try takes up to 10 s after a volume is mounted.
            _ = try await becomesTrue(within: .seconds(20)) { await selfTest.result.verdict != .untried }
            return await selfTest.result
        }
    }

    package func migrateVM(_ order: VMMigrationOrder) async throws {
        try await machines.migrate(order, to: access.files.daemon(at: order.address))
    }

    package func migrationReport(_ id: VMID) async throws -> MigrationReport {
        try await machines.migrationReport(of: id)
    }

    package func startPostCopy(_ id: VMID) async throws { try await machines.startPostCopy(id) }
    package func cancelMigration(_ id: VMID) async throws { try await machines.cancelMigration(id) }
}
