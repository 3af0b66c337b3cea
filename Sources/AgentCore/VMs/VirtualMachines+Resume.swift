import AgentAPI
import LibvirtKit
package import MortarModel

extension VirtualMachines {
    /// Has a VM go on that stands still because one of its disks answered with an error; tells whether it did. One that stands
    /// still for another reason, or does not, is left alone.
    package func resume(_ id: VMID) async throws -> Bool {
        try await turns.run(id) {
            try await explaining("VM \(id) does not go on.", correction: Self.correction, objects: [id.object]) {
                let uuid = try uuid(id)
                guard let state = try await hypervisor.domain(uuid)?.state, state.kind == .paused,
                    state.reason == VMFacts.diskError
                else { return false }
                try await hypervisor.resume(uuid)
                return true
            }
        }
    }
}
