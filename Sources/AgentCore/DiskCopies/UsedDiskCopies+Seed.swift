import AgentAPI
import DomainXML
import Foundation
import MortarModel

extension UsedDiskCopies {
    /// The disc with settings belongs to the image that boots and goes with it: the guest's drive gets a copy beside the new image.
    func moveSeed(_ request: DiskCopyRequest, of vm: VMID) async throws {
        let old = request.source.seed
        guard let description = try await hypervisor.description(of: try uuid(vm)),
            try AttachedDisk.all(in: description).contains(where: { $0.source?.image(images.roots) == old })
        else { return }
        let seed = try await images.existing(old).path.image
        let (path, root) = try await images.existing(request.target)
        let owner = try images.owner()
        try await FileQueue.run {
            try VMSeed.put([UInt8](try Data(contentsOf: URL(filePath: seed))), at: path.seed, for: owner)
        }
        let drive = root.source(of: request.target.seed, by: request.access, servers: request.servers).seedDrive
        try await hypervisor.changeMedium(of: try uuid(vm), drive)
    }
}

extension ImageReference {
    /// The disc with settings for the guest that boots from this image.
    var seed: ImageReference { ImageReference(volume: volume, path: path + ".seed.iso") }
}
