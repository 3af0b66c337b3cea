package import Foundation
package import LibvirtKit

/// What the agent needs of the program that runs VMs.
package protocol Hypervisor: Sendable {
    func domains() async throws -> [Domain]
    func domain(_ id: UUID) async throws -> Domain?
    func description(of id: UUID) async throws -> String?
    func createDomain(_ description: String) async throws -> Domain
    func destroy(_ id: UUID) async throws
    func shutDown(_ id: UUID) async throws
    /// Has a paused domain go on.
    func resume(_ id: UUID) async throws
    /// Begins to copy a VM's disk; everything is written to both when that is done.
    func copyBlock(of id: UUID, by order: BlockCopyOrder) async throws
    func blockJob(of id: UUID, device: String) async throws -> BlockJob?
    /// Has the VM use the copy of a disk.
    func switchToBlockCopy(of id: UUID, device: String) async throws
    func abortBlockCopy(of id: UUID, device: String) async throws
    /// Puts another disc into a VM's drive.
    func changeMedium(of id: UUID, _ description: String) async throws
    /// What a VM has written since it started; nil where that is not counted.
    func writeStatistics(of id: UUID) async throws -> WriteStatistics?
    /// Whether the image of a disk of a running VM was closed for good; nil where that is not told now.
    func hasClosedDisk(_ id: UUID) async throws -> Bool?
    func migratableDescription(of id: UUID) async throws -> String?
    func domainCapabilities(machine: String?, kind: String) async throws -> String
    func requireProcessor(_ processor: String, machine: String) async throws
    /// Returns when the domain has moved; ends by cancellation too, and the move goes on.
    func migrate(_ id: UUID, by order: MigrationOrder) async throws
    func migrationStatistics(of id: UUID) async throws -> MigrationStatistics?
    func completedMigration(of id: UUID) async throws -> MigrationStatistics?
    func abortMigration(of id: UUID) async throws
    func startPostCopy(of id: UUID) async throws
    /// What happens from now on; ends with an error when the connection is lost.
    func domainEvents() async throws -> AsyncThrowingStream<DomainEvent, any Error>
    /// A way to type on a VM's serial console.
    func consoleInput(_ id: UUID) async throws -> any ConsoleInput
}

/// An open serial console.
package protocol ConsoleInput: Sendable {
    func write(_ bytes: [UInt8]) throws
    func close()
}

extension ConsoleStream: ConsoleInput {}

extension LibvirtConnection: Hypervisor {
    package func domainEvents() async throws -> AsyncThrowingStream<DomainEvent, any Error> {
        try await events()
    }

    package func consoleInput(_ id: UUID) async throws -> any ConsoleInput {
        try await openConsole(id, unread: 0)
    }
}
