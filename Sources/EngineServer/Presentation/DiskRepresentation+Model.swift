import EngineCore
import MortarModel
import OVirtAPI

extension DiskRepresentation {
    init(_ disk: Disk, in inventory: Inventory) {
        self.init(id: disk.id.rawValue)
        name = disk.name
        alias = disk.name
        status = disk.status.rawValue
        provisionedSize = disk.size.bytes
        actualSize = 0
        storageDomains = [Linked(id: disk.storageDomainID.rawValue)]
        storageDomains?[0].name = inventory.storageDomains[disk.storageDomainID]?.name
        replicaSet = Reference(id: disk.replicaSetID.rawValue, name: inventory.replicaSets[disk.replicaSetID]?.name)
        if let center = inventory.storageDomains[disk.storageDomainID]?.dataCenterID {
            fixed.quota = .defaultQuota(ofDataCenter: center.rawValue)
        }
        if let vm = inventory.vm(using: disk.id) { vms = [Linked(id: vm.id.rawValue)] }
    }
}

extension DiskAttachmentRepresentation {
    init(_ disk: Disk, of vm: VM, in inventory: Inventory, follow: FollowQuery) {
        self.init(vm: vm.id.rawValue, disk: disk.id.rawValue, isBootable: disk.isBootable)
        if follow.includes("disk") { self.disk = Linked(DiskRepresentation(disk, in: inventory)) }
    }
}

extension Inventory {
    /// A VM's disks in the order the guest sees them.
    func attachments(of vm: VM, follow: FollowQuery) -> [DiskAttachmentRepresentation] {
        vm.disks.compactMap { disks[$0] }.map { DiskAttachmentRepresentation($0, of: vm, in: self, follow: follow) }
    }
}

extension SearchFields where Object == Disk {
    static func disks(_ inventory: Inventory) -> Self {
        .init(
            prefixes: ["disk"], defaults: ["name"],
            fields: [
                "id": { [.text($0.id.rawValue)] },
                "name": { [.text($0.name)] },
                "alias": { [.text($0.name)] },
                "status": { [.word($0.status.rawValue)] },
                "disk_type": { _ in [.text("image")] },
                "provisioned_size": { [.number(Double($0.size.bytes))] },
                "storage": { inventory.storageDomains[$0.storageDomainID].map { [.text($0.name)] } ?? [] },
                "storage.name": { inventory.storageDomains[$0.storageDomainID].map { [.text($0.name)] } ?? [] },
                "vm.name": { inventory.vm(using: $0.id).map { [.text($0.name)] } ?? [] },
            ])
    }
}
