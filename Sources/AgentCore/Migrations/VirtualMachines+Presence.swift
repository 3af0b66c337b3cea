package import AgentAPI
import Foundation
import LibvirtKit
package import MortarModel

extension VirtualMachines {
    /// Whether and how a VM is on this host; never from memory.
    package func presence(of id: VMID) async throws -> VMPresence {
        try await explaining(
            "It cannot be told whether VM \(id) is on this host.", correction: Self.correction, objects: [id.object]
        ) {
            let uuid = try uuid(id)
            // The process first: one that ends between the two questions counts as there, which is asked again.
            let process = try processes.process(of: uuid)
            guard let domain = try await hypervisor.domain(uuid) else { return process == nil ? .absent : .leaving }
            return try await presence(of: domain)
        }
    }

    private func presence(of domain: Domain) async throws -> VMPresence {
        switch (domain.state.kind, domain.state.reason) {
        case (.off, _), (.crashed, _): return .leaving
        // The guest of a source that went ahead of its memory.
        case (.paused, "postcopy"): return .leaving
        case (.paused, _):
            let job = try await hypervisor.migrationStatistics(of: domain.id)
            if job?.direction == .incoming { return .comingIn }
        case (.running, "postcopy"): return try await facts(of: domain).map { .ahead($0) } ?? .leaving
        default: break
        }
        return try await facts(of: domain).map { .present($0) } ?? .leaving
    }
}
