import AgentAPI
import DomainXML
import MortarModel

extension VolumeRoot {
    /// A file of the volume, as QEMU opens it.
    ///
    /// - Parameter servers: what can hand out the volume's description; empty for what the mount was made from.
    func source(of file: ImageReference, by access: DiskAccess, servers: [String] = []) -> DiskSource {
        switch access {
        case .libgfapi:
            .gluster(volume: file.volume, path: file.path, servers: servers.isEmpty ? self.servers : servers)
        case .fuse: .file("\(directory)/\(file.path)")
        }
    }
}
