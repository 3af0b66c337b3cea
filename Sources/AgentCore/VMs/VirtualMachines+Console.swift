import AgentAPI
import Foundation
import LibvirtKit
import Logging
package import MortarModel
package import NIOCore

extension VirtualMachines {
    /// What the guest prints on its serial console: what is kept of it, if wished, then as it comes, until it ends.
    ///
    /// Read from virtlogd's file and not from the terminal: so it has no gap between what is kept and what comes, and
    /// any number of people can watch without taking the terminal from anybody.
    package func consoleOutput(_ id: VMID, history: Bool) async throws -> ConsoleOutput {
        let path = settings.consoleLog(of: id)
        let uuid = try uuid(id)
        let isRunning = try await mayRun { try await running(uuid) != nil }
        // One that is just leaving has no more to print here, and whoever asks looks where it goes.
        guard isRunning || FileManager.default.fileExists(atPath: path) else {
            throw Failure(
                .conflict, "VM \(id) does not run on this host.", correction: "Start the VM.", objects: ["VM \(id)"])
        }
        return ConsoleOutput(path: path, history: history) {
            try await mayRun { try await hypervisor.domain(uuid) != nil }
        }
    }

    /// Whether a VM runs; true where libvirt does not tell. It falls silent while a VM's storage hangs, which is when its
    /// console is wanted most, and a VM does not end when libvirt restarts.
    private func mayRun(_ runs: () async throws -> Bool) async throws -> Bool {
        do {
            return try await runs()
        } catch let error as LibvirtError {
            logger.notice("libvirt does not tell whether a VM runs", metadata: ["error": "\(error)"])
            return true
        }
    }

    /// Types on the guest's serial console.
    package func writeToConsole(_ id: VMID, _ bytes: ByteBuffer) async throws {
        try await explaining("Nothing can be typed on the console of VM \(id).", objects: [id.object]) {
            do {
                try await consoles.write(Array(bytes.readableBytesView), to: id)
            } catch let error as LibvirtError where error.code == .operationFailed {
                throw Failure(
                    .conflict, "The console of VM \(id) is in use on its host.", cause: error.description,
                    correction: "End “virsh console” there.", objects: ["VM \(id)"])
            }
        }
    }
}
