import AgentAPI
import DomainXML
import Foundation
import MortarModel

extension VirtualMachines {
    /// A VM as a host is to describe it where it reaches its disks in another way; nil where that is the way it has.
    func description(of id: UUID, reachingDisksBy access: DiskAccess?) async throws -> String? {
        guard let access, let present = try await hypervisor.migratableDescription(of: id) else { return nil }
        if try DomainSummary(parsing: present)?.access == access { return nil }
        let roots = Dictionary(try images.roots.mounted().map { ($0.volume, $0) }) { first, _ in first }
        return try DomainDescription.changing(present, to: access) { source in
            // Volumes are mounted at the same places on all hosts.
            guard let file = source.image(images.roots), let root = roots[file.volume] else { return source }
            return root.source(of: file, by: access)
        }
    }
}
