import AgentAPI
import LibvirtKit
import Logging
import MortarModel

extension VirtualMachines {
    private static let interval = Duration.seconds(10)

    /// Looks again and again whether QEMU has closed a disk of a VM; it announces nothing.
    func watchDisks() async throws {
        while true {
            try await Task.sleep(for: Self.interval)
            await lookForClosedDisks()
        }
    }

    /// Looks once and tells what is new. Only over libgfapi can it happen; one VM that does not answer holds nobody up.
    func lookForClosedDisks() async {
        await withDiscardingTaskGroup { group in
            for vm in changes.allKnown ?? [] where vm.access == .libgfapi {
                group.addTask { await look(at: vm) }
            }
        }
    }

    private func look(at vm: VMFacts) async {
        do {
            let id = try uuid(vm.id)
            guard try await hypervisor.hasClosedDisk(id) == true, closedDisks.add(vm.id) else { return }
            logger.error("QEMU has closed a disk of a VM", metadata: ["vm": "\(vm.name)"])
            if let facts = try await running(id) { changes.tell(.vm(facts)) }
        } catch {
            logger.info("a VM's disks could not be looked at", metadata: ["vm": "\(vm.name)", "error": "\(error)"])
        }
    }
}
