package import AgentAPI
package import MortarModel
package import NIOCore

/// The part of a host's agent that runs VMs and keeps their images; the words are those of ``HostAgent``.
package protocol Guests: Sendable {
    /// Follows what happens to VMs until cancelled.
    func run() async throws
    /// What happens to VMs from now on.
    func listen() -> AsyncStream<HostChange>

    func facts() async throws -> [VMFacts]
    /// Whether the processor runs guests itself.
    func hasKVM() -> Bool
    /// Whether QEMU reaches volumes without a mount, as it was last tried.
    func libgfapi() async -> SelfTest

    func makeImage(_ request: ImageRequest) async throws
    func writeImage(
        _ request: ImageRequest, content: any AsyncSequence<ByteBuffer, any Error> & Sendable
    ) async throws
    func deleteImage(_ reference: ImageReference) async throws

    func copyDisk(_ request: DiskCopyRequest) async throws -> DiskCopyFacts
    func diskCopy(_ request: DiskCopyRequest) async throws -> DiskCopyFacts
    func switchDisk(_ request: DiskCopyRequest) async throws -> DiskCopyFacts
    func cancelDiskCopy(_ request: DiskCopyRequest) async throws -> DiskCopyFacts

    func startVM(_ request: VMRequest) async throws -> VMFacts
    func stopVM(_ id: VMID) async throws
    func shutDownVM(_ id: VMID) async throws
    func resumeVM(_ id: VMID) async throws -> Bool
    func guestWrites() async throws -> [GuestWrites]
    func vmPresence(_ id: VMID) async throws -> VMPresence
    func volumeUse(_ volume: String) async throws -> VolumeUse
    func consoleOutput(_ id: VMID, history: Bool) async throws -> any AsyncSequence<ByteBuffer, any Error> & Sendable
    func writeToConsole(_ id: VMID, _ bytes: ByteBuffer) async throws

    /// How VMs of other hosts come in; nil while they cannot.
    func migrationFacts() throws -> MigrationFacts?
    func migrationKeyRequests() async throws -> MigrationKeyRequests
    func openMigrations(_ door: MigrationDoor) async throws
    func closeMigrations() async throws
    func vmHardware(_ id: VMID) async throws -> VMHardware
    func admitVM(_ admission: VMAdmission) async throws -> VMAdmissionAnswer
    func migrateVM(_ order: VMMigrationOrder) async throws
    func migrationReport(_ id: VMID) async throws -> MigrationReport
    func startPostCopy(_ id: VMID) async throws
    func cancelMigration(_ id: VMID) async throws
}
