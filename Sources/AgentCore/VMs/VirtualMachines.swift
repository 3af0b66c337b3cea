package import AgentAPI
import DomainXML
import Foundation
package import HostCommand
import LibvirtKit
package import Logging
package import MortarModel

/// The VMs that run on this host.
///
/// Domains are transient: libvirt forgets a VM that has ended, and whether and where it runs again is the engine's
/// decision alone. The state of a VM comes from libvirt, its gone process from the kernel.
package struct VirtualMachines: Sendable {
    let hypervisor: any Hypervisor
    let processes: QEMUProcesses
    let settings: VMSettings
    let consoles: ConsoleInputs
    let changes: VMChanges
    let closedDisks = ClosedDisks()
    let logger: Logger
    let images: Images
    let migrations = Migrations()
    private let seed: VMSeed
    let turns = Turns<VMID>()

    package init(
        hypervisor: any Hypervisor, images: Images, commands: any CommandRunner, settings: VMSettings = VMSettings(),
        processes: QEMUProcesses = QEMUProcesses(),
        owner: @escaping @Sendable () throws -> ImageOwner = ImageOwner.ofQEMU, logger: Logger
    ) {
        self.hypervisor = hypervisor
        self.images = images
        self.processes = processes
        self.settings = settings
        self.logger = logger
        consoles = ConsoleInputs(hypervisor: hypervisor)
        changes = VMChanges()
        seed = VMSeed(commands: commands, owner: owner)
    }

    static let correction = "See “journalctl -u libvirtd” and /var/log/libvirt/qemu/ on the host."

    /// All VMs of Mortar's that libvirt knows here.
    ///
    /// While libvirt does not answer, which one VM with hanging storage can bring about: those that were known last,
    /// with that as their reason. Throws `timedOut` when none were known yet: a VM that is not told counts as down.
    package func facts() async throws -> [VMFacts] {
        do {
            let facts = try await found()
            changes.note(facts)
            return facts
        } catch let error as LibvirtError where error.code == .timedOut {
            logger.warning("libvirt does not answer", metadata: ["error": "\(error)"])
            return try lastKnown(because: error)
        } catch {
            throw Failure(
                .toolFailed, "libvirt does not answer on this host.", cause: "\(error)", correction: Self.correction)
        }
    }

    private func lastKnown(because error: LibvirtError) throws -> [VMFacts] {
        guard let known = changes.allKnown else {
            throw Failure(
                .timedOut, "libvirt has not told yet which VMs run on this host.", cause: "\(error)",
                correction: Self.correction)
        }
        return known.map { known in
            var facts = known
            facts.reason = "libvirt does not answer"
            return facts
        }
    }

    private func found() async throws -> [VMFacts] {
        var facts: [VMFacts] = []
        for domain in try await hypervisor.domains() {
            if let vm = try await self.facts(of: domain) { facts.append(vm) }
        }
        return facts.sorted { $0.name < $1.name }
    }

    /// Starts a VM; returns when its processors run. One that runs already stays as it is.
    package func start(_ request: VMRequest) async throws -> VMFacts {
        try await turns.run(request.id) {
            try await explaining(
                "VM \(request.name) did not start.", correction: Self.correction, objects: [request.id.object]
            ) {
                let id = try uuid(request.id)
                if let running = try await running(id) {
                    try refuseStandstill(running)
                    return running
                }
                try refuseStrayProcess(id, request)
                let description = try await prepare(request)
                closedDisks.forget(request.id)
                return try await create(description, id)
            }
        }
    }

    /// What stands still may be of a time before the VM ran elsewhere: going on, it would write what is old by now.
    private func refuseStandstill(_ vm: VMFacts) throws {
        guard vm.standsStillForItsDisk else { return }
        throw Failure(
            .conflict, "VM \(vm.name) is on this host already and stands still.",
            cause: "One of its disks answered with an error.",
            correction: "End it with “mortar vm stop \(vm.name)”, then start it.", objects: [vm.id.object])
    }

    /// Asks the guest to shut down; a VM that does not run is as asked.
    package func shutDown(_ id: VMID) async throws {
        try await explaining(
            "VM \(id) could not be asked to shut down.", correction: Self.correction, objects: [id.object]
        ) {
            do {
                try await hypervisor.shutDown(try uuid(id))
            } catch let error as LibvirtError where error.code == .noDomain || error.code == .operationInvalid {
                guard try await running(try uuid(id)) != nil else { return }
                throw error
            }
        }
    }

    /// The VM as it is now; nil when there is none.
    func running(_ id: UUID) async throws -> VMFacts? {
        guard let domain = try await hypervisor.domain(id) else { return nil }
        let facts = try await facts(of: domain)
        return facts.flatMap { $0.state == .off || $0.state == .crashed ? nil : $0 }
    }

    func facts(of domain: Domain) async throws -> VMFacts? {
        guard let description = try await hypervisor.description(of: domain.id),
            let summary = try DomainSummary(parsing: description)
        else { return nil }
        var facts = VMFacts(summary, domain.state)
        if closedDisks.contains(facts.id) { facts.hasClosedDisk = true }
        return facts
    }

    private func prepare(_ request: VMRequest) async throws -> String {
        for disk in request.disks { _ = try await images.existing(disk.image) }
        try makeConsoleFolder()
        let seed = try await prepareSeed(request)
        return try DomainDescription(request, root: images.roots.root(of:), seed: seed, settings: settings).xml()
    }

    /// Beside the image that boots, so that it is found wherever the VM runs and goes when the image goes.
    private func prepareSeed(_ request: VMRequest) async throws -> ImageReference? {
        guard let boot = request.disks.first else { return nil }
        let path = try await images.existing(boot.image).path
        guard let cloudInit = request.cloudInit else {
            try await FileQueue.run { try remove([path.seed]) }
            return nil
        }
        try await seed.make(cloudInit, for: request, at: path.seed)
        return boot.image.seed
    }

    private func create(_ description: String, _ id: UUID) async throws -> VMFacts {
        do {
            let domain = try await hypervisor.createDomain(description)
            if let facts = try await facts(of: domain) { return facts }
            throw LibvirtError(code: .noDomain, message: "the VM ended right after its start")
        } catch let error as LibvirtError where error.code != .noDomain {
            // Somebody else may have started it meanwhile.
            if let running = try await running(id) { return running }
            throw error
        }
    }

    func makeConsoleFolder() throws {
        try FileManager.default.createDirectory(
            atPath: settings.consoleFolder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    }

    /// Two processes on one image destroy it.
    private func refuseStrayProcess(_ id: UUID, _ request: VMRequest) throws {
        guard let process = try processes.process(of: id) else { return }
        throw Failure(
            .conflict, "A QEMU process of VM \(request.name) runs on this host that libvirt does not know.",
            cause: "Process \(process.pid).", correction: "Stop the VM, which ends the process; then start it again.",
            objects: ["VM \(request.name)"])
    }
}

extension VMID {
    /// As it is called in failures.
    var object: String { "VM \(self)" }
}

/// The UUID that libvirt knows a VM by.
func uuid(_ id: VMID) throws -> UUID {
    if let uuid = UUID(uuidString: id.rawValue) { return uuid }
    throw Failure(.invalid, "“\(id)” is not the id of a VM.", objects: ["VM \(id)"])
}
