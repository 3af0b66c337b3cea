import Foundation
import LibvirtKit
import Logging
package import MortarModel

extension VirtualMachines {
    /// Ends a VM at once, as by pulling its plug; returns when its process is gone, and fails when it stays.
    ///
    /// libvirt asks QEMU to end and kills it after 10 s. QEMU has its disks in order within milliseconds, and spends
    /// the rest in waiting for GlusterFS's client to take itself down (`glfs_fini`), which changes nothing any more.
    package func stop(_ id: VMID) async throws {
        try await turns.run(id) {
            try await explaining("VM \(id) did not stop.", correction: Self.correction, objects: [id.object]) {
                let uuid = try uuid(id)
                let process = try processes.process(of: uuid)
                async let hurried: Void = hurry(process)
                let failure = await destroy(uuid)
                try await hurried
                try refuseSurvivor(uuid, process, id)
                if let failure { throw failure }
                await consoles.close(id)
            }
        }
    }

    /// Spares a guest that has shut down the wait for GlusterFS's client.
    ///
    /// A guest that an operator restarts by libvirt's means (`virsh reboot`) looks the same at first: it runs again
    /// after the grace, and stays.
    func finishShutdown(_ uuid: UUID) async {
        do {
            guard let process = try processes.process(of: uuid), try await !isGone(process, within: settings.grace),
                try await hypervisor.domain(uuid)?.state.kind == .shuttingDown
            else { return }
            try processes.end(process)
        } catch {
            logger.notice("a VM's process is left to end by itself", metadata: ["id": "\(uuid)", "error": "\(error)"])
        }
    }

    /// Ends the process if it has not gone by itself after the grace, and waits until it is gone or patience is over.
    private func hurry(_ process: QEMUProcess?) async throws {
        guard let process else { return }
        if try await isGone(process, within: settings.grace) { return }
        try processes.end(process)
        _ = try await isGone(process, within: settings.patience)
    }

    private func isGone(_ process: QEMUProcess, within limit: Duration) async throws -> Bool {
        try await becomesTrue(within: limit, every: .milliseconds(20)) { try !processes.exists(process) }
    }

    /// What went wrong, if anything; a domain that is not there, or does not run any more, is as wished.
    private func destroy(_ uuid: UUID) async -> (any Error)? {
        do {
            try await hypervisor.destroy(uuid)
            return nil
        } catch {
            let code = (error as? LibvirtError)?.code
            return code == .noDomain || code == .operationInvalid ? nil : error
        }
    }

    private func refuseSurvivor(_ uuid: UUID, _ process: QEMUProcess?, _ id: VMID) throws {
        let stayed = try process.flatMap { try processes.exists($0) ? $0 : nil }
        guard let survivor = try stayed ?? processes.process(of: uuid) else { return }
        throw Failure(
            .timedOut, "The process of VM \(id) cannot be ended; it may still write to its disks.",
            cause: "Process \(survivor.pid) waits for storage that does not answer.",
            correction: "Bring the storage back, or restart the host. Do not start the VM elsewhere before.",
            objects: ["VM \(id)"])
    }
}
