package import AgentAPI
package import HostCommand
import LibvirtKit
package import Logging
package import MortarModel
package import NIOCore

/// The VMs and images of the machine that the agent runs on.
package struct LocalGuests: Guests {
    let machines: VirtualMachines
    private let images: Images
    private let copies: DiskCopies
    let selfTest: LibgfapiSelfTest
    private let settings: VMSettings
    private let uses: VolumeUses
    let access: MigrationAccess

    package init(commands: any CommandRunner, settings: VMSettings = VMSettings(), logger: Logger) {
        let hypervisor = LibvirtConnection()
        let roots = VolumeRoots(folder: MountLayout.folder)
        self.settings = settings
        uses = VolumeUses(hypervisor: hypervisor)
        images = Images(roots: roots, commands: commands)
        copies = DiskCopies(hypervisor: hypervisor, images: images)
        selfTest = LibgfapiSelfTest(roots: roots, images: images, commands: commands, logger: logger)
        access = MigrationAccess(commands)
        machines = VirtualMachines(
            hypervisor: hypervisor, images: images, commands: commands, settings: settings, logger: logger)
    }

    package func run() async throws {
        await recoverLibvirt()
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await machines.run() }
            group.addTask { try await selfTest.run() }
            group.addTask { await copies.run() }
            try await group.waitForAll()
        }
    }

    package func listen() -> AsyncStream<HostChange> { machines.listen() }
    package func facts() async throws -> [VMFacts] { try await access.throughRestarts { try await machines.facts() } }
    package func hasKVM() -> Bool { settings.hasKVM() }
    package func libgfapi() async -> SelfTest { await selfTest.result }

    package func makeImage(_ request: ImageRequest) async throws { try await images.make(request) }

    package func writeImage(
        _ request: ImageRequest, content: any AsyncSequence<ByteBuffer, any Error> & Sendable
    ) async throws {
        try await images.write(request, content: content)
    }

    package func deleteImage(_ reference: ImageReference) async throws { try await images.delete(reference) }

    package func copyDisk(_ request: DiskCopyRequest) async throws -> DiskCopyFacts { try await copies.begin(request) }
    package func diskCopy(_ request: DiskCopyRequest) async throws -> DiskCopyFacts { try await copies.facts(request) }
    package func switchDisk(_ request: DiskCopyRequest) async throws -> DiskCopyFacts {
        try await copies.switchOver(request)
    }
    package func cancelDiskCopy(_ request: DiskCopyRequest) async throws -> DiskCopyFacts {
        try await copies.cancel(request)
    }

    package func startVM(_ request: VMRequest) async throws -> VMFacts {
        try await access.throughRestarts { try await machines.start(request) }
    }
    package func stopVM(_ id: VMID) async throws { try await access.throughRestarts { try await machines.stop(id) } }
    package func shutDownVM(_ id: VMID) async throws {
        try await access.throughRestarts { try await machines.shutDown(id) }
    }

    package func resumeVM(_ id: VMID) async throws -> Bool {
        try await access.throughRestarts { try await machines.resume(id) }
    }

    package func vmPresence(_ id: VMID) async throws -> VMPresence {
        try await access.throughRestarts { try await machines.presence(of: id) }
    }

    package func guestWrites() async throws -> [GuestWrites] { try await machines.writes() }

    package func volumeUse(_ volume: String) async throws -> VolumeUse { try await uses.use(of: volume) }

    package func consoleOutput(
        _ id: VMID, history: Bool
    ) async throws -> any AsyncSequence<ByteBuffer, any Error> & Sendable {
        try await machines.consoleOutput(id, history: history)
    }

    package func writeToConsole(_ id: VMID, _ bytes: ByteBuffer) async throws {
        try await machines.writeToConsole(id, bytes)
    }
}
