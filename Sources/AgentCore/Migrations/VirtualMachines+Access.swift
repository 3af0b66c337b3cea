import AgentAPI
import DomainXML
import Foundation
import MortarModel

extension VirtualMachines {
    /// A VM as another host is to describe it: its disks reached as wished, and from hosts that can tell of their volumes
    /// today. Nil where nothing is wished.
    ///
    /// - Parameter present: its migratable description.
    func description(_ present: String, reaching disks: [VMRequest.Disk]?) throws -> String? {
        guard let disks, let boot = disks.first else { return nil }
        let servers = Dictionary(disks.map { ($0.image.volume, $0.servers) }) { first, _ in first }
        let roots = Dictionary(try images.roots.mounted().map { ($0.volume, $0) }) { first, _ in first }
        return try DomainDescription.changing(present, to: boot.access) { source in
            // Volumes are mounted at the same places on all hosts.
            guard let file = source.image(images.roots), let root = roots[file.volume] else { return source }
            return root.source(of: file, by: boot.access, servers: servers[file.volume] ?? [])
        }
    }
}
