package import AgentAPI
package import MortarModel

extension RemoteHostAgent {
    package func migrationKeyRequests() async throws -> MigrationKeyRequests {
        try await requests.call(MigrationKeyRequestsCall())
    }

    package func openMigrations(_ door: MigrationDoor) async throws {
        try await requests.call(OpenMigrationsCall(door: door))
    }

    package func closeMigrations() async throws {
        try await requests.call(CloseMigrationsCall())
    }

    package func vmHardware(_ id: VMID) async throws -> VMHardware {
        try await requests.call(VMHardwareCall(id: id))
    }

    package func admitVM(_ admission: VMAdmission) async throws -> VMAdmissionAnswer {
        try await requests.call(AdmitVMCall(admission: admission))
    }

    package func migrateVM(_ order: VMMigrationOrder) async throws {
        try await requests.call(MigrateVMCall(order: order))
    }

    package func migrationReport(_ id: VMID) async throws -> MigrationReport {
        try await requests.call(MigrationReportCall(id: id))
    }

    package func startPostCopy(_ id: VMID) async throws {
        try await requests.call(StartPostCopyCall(id: id))
    }

    package func cancelMigration(_ id: VMID) async throws {
        try await requests.call(CancelMigrationCall(id: id))
    }
}
