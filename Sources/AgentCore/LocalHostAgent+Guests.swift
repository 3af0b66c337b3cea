package import AgentAPI
package import MortarModel
package import NIOCore

extension LocalHostAgent {
    // MARK: Images

    package func makeImage(_ request: ImageRequest) async throws { try await guests.makeImage(request) }

    package func writeImage(
        _ request: ImageRequest, content: any AsyncSequence<ByteBuffer, any Error> & Sendable
    ) async throws {
        try await guests.writeImage(request, content: content)
    }

    package func deleteImage(_ reference: ImageReference) async throws { try await guests.deleteImage(reference) }

    // MARK: Copies of disks

    package func copyDisk(_ request: DiskCopyRequest) async throws -> DiskCopyFacts {
        try await guests.copyDisk(request)
    }

    package func diskCopy(_ request: DiskCopyRequest) async throws -> DiskCopyFacts {
        try await guests.diskCopy(request)
    }

    package func switchDisk(_ request: DiskCopyRequest) async throws -> DiskCopyFacts {
        try await guests.switchDisk(request)
    }

    package func cancelDiskCopy(_ request: DiskCopyRequest) async throws -> DiskCopyFacts {
        try await guests.cancelDiskCopy(request)
    }

    // MARK: VMs

    package func startVM(_ request: VMRequest) async throws -> VMFacts { try await guests.startVM(request) }
    package func stopVM(_ id: VMID) async throws { try await guests.stopVM(id) }
    package func shutDownVM(_ id: VMID) async throws { try await guests.shutDownVM(id) }
    package func resumeVM(_ id: VMID) async throws -> Bool { try await guests.resumeVM(id) }

    package func guestWrites() async throws -> [GuestWrites] { try await guests.guestWrites() }
    package func vmPresence(_ id: VMID) async throws -> VMPresence { try await guests.vmPresence(id) }

    package func consoleOutput(
        _ id: VMID, history: Bool
    ) async throws -> any AsyncSequence<ByteBuffer, any Error> & Sendable {
        try await guests.consoleOutput(id, history: history)
    }

    package func writeToConsole(_ id: VMID, _ bytes: ByteBuffer) async throws {
        try await guests.writeToConsole(id, bytes)
    }

    // MARK: Migrations

    package func migrationKeyRequests() async throws -> MigrationKeyRequests {
        try await guests.migrationKeyRequests()
    }
    package func openMigrations(_ door: MigrationDoor) async throws { try await guests.openMigrations(door) }
    package func closeMigrations() async throws { try await guests.closeMigrations() }
    package func vmHardware(_ id: VMID) async throws -> VMHardware { try await guests.vmHardware(id) }
    package func admitVM(_ admission: VMAdmission) async throws -> VMAdmissionAnswer {
        try await guests.admitVM(admission)
    }
    package func migrateVM(_ order: VMMigrationOrder) async throws { try await guests.migrateVM(order) }
    package func migrationReport(_ id: VMID) async throws -> MigrationReport { try await guests.migrationReport(id) }
    package func startPostCopy(_ id: VMID) async throws { try await guests.startPostCopy(id) }
    package func cancelMigration(_ id: VMID) async throws { try await guests.cancelMigration(id) }
}
