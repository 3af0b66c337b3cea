package import MortarModel

/// A disk as one VM has it; its identity is the disk's.
package struct DiskAttachmentRepresentation: Resource {
    package static let element = "disk_attachment"
    package static let collection = "disk_attachments"
    package static let path = "diskattachments"

    /// What the guest sees the disk on.
    package enum Interface: String, Sendable, CaseIterable {
        case virtio, ide, sata
        case virtioSCSI = "virtio_scsi"
        case paravirtualizedSCSI = "spapr_vscsi"
    }

    package var id: String?
    package var href: String?
    /// In full in a request that makes the disk together with the attachment.
    package var disk: Linked<DiskRepresentation>?
    package var vm: Linked<VMRepresentation>?
    package var interface: Interface?
    package var isActive: Bool?
    package var isBootable: Bool?
    package var isReadOnly: Bool?
    package var passesDiscard: Bool?
    package var usesSCSIReservation: Bool?

    package init() {}

    /// An answer, with all that is the same in every attachment.
    package init(vm: String, disk: String, isBootable: Bool) {
        id = disk
        href = "\(VMRepresentation.href(vm))/\(Self.path)/\(disk)"
        self.disk = Linked(id: disk)
        self.vm = Linked(id: vm)
        self.isBootable = isBootable
        interface = .virtio
        isActive = true
        isReadOnly = false
        passesDiscard = true
        usesSCSIReservation = false
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        coder.identity(&id, &href)
        try coder.value("active", &isActive)
        try coder.value("bootable", &isBootable)
        try coder.choice("interface", &interface)
        try coder.value("pass_discard", &passesDiscard)
        try coder.value("read_only", &isReadOnly)
        try coder.value("uses_scsi_reservation", &usesSCSIReservation)
        try coder.object("disk", &disk)
        try coder.object("vm", &vm)
    }
}
