/// Decides from facts alone what a device serves as; when in doubt it is occupied.
public struct DeviceRules: Sendable, Hashable {
    /// The label of our file systems.
    public var label: String
    /// What the names of our volume groups begin with; the file system's UUID follows.
    public var volumeGroupPrefix: String
    /// Smaller devices serve no purpose, in bytes.
    public var minimumSize: Int64
    /// The folder in which ours are mounted, each on a folder called by its UUID; nil where that is not known.
    public var mountFolder: String?

    public init(
        label: String, volumeGroupPrefix: String, minimumSize: Int64 = 1 << 30, mountFolder: String? = nil
    ) {
        self.mountFolder = mountFolder
        self.label = label
        self.volumeGroupPrefix = volumeGroupPrefix
        self.minimumSize = minimumSize
    }

    /// What the device serves as.
    ///
    /// - Parameter marks: what is found on the device and on all that is made of it.
    public func use(of device: BlockDevice, _ marks: DeviceMarks) -> DeviceUse {
        if let own = ownFileSystem(on: device, marks) ?? mountedFileSystem(on: device, marks) { return .own(own) }
        if let reason = occupation(of: device, marks) { return .occupied(reason) }
        return .blank
    }

    private func ownFileSystem(on device: BlockDevice, _ marks: DeviceMarks) -> OwnFileSystem? {
        if let uuid = ownUUID(marks.signatures[device.kernelName]), device.children.isEmpty {
            return OwnFileSystem(uuid: uuid, path: device.path, mountPoints: device.mountPoints, isOnLVM: false)
        }
        guard let group = marks.volumeGroups[device.kernelName], group.hasPrefix(volumeGroupPrefix) else { return nil }
        let uuid = String(group.dropFirst(volumeGroupPrefix.count))
        let holder = device.family.dropFirst().first { ownUUID(marks.signatures[$0.kernelName]) == uuid }
        return OwnFileSystem(
            uuid: uuid, path: holder?.path, mountPoints: holder?.mountPoints ?? [], isOnLVM: true)
    }

    /// A file system of ours that is in use although its device tells nothing of itself any more.
    private func mountedFileSystem(on device: BlockDevice, _ marks: DeviceMarks) -> OwnFileSystem? {
        guard let mountFolder else { return nil }
        for holder in device.logicalVolumes {
            for mountPoint in holder.mountPoints where mountPoint.hasPrefix(mountFolder + "/") {
                let uuid = String(mountPoint.dropFirst(mountFolder.count + 1))
                let signatures = marks.signatures[holder.kernelName]
                guard !uuid.contains("/"), signatures == nil || ownUUID(signatures) == uuid else { continue }
                return OwnFileSystem(
                    uuid: uuid, path: holder.path, mountPoints: holder.mountPoints,
                    isOnLVM: holder.kernelName != device.kernelName)
            }
        }
        return nil
    }

    private func ownUUID(_ signatures: [Signature]?) -> String? {
        guard let signatures, signatures.count == 1, signatures[0].type == "xfs", signatures[0].label == label else {
            return nil
        }
        return signatures[0].uuid
    }

    private func occupation(of device: BlockDevice, _ marks: DeviceMarks) -> String? {
        if device.isReadOnly { return "read-only" }
        if device.size == 0 { return "without a medium" }
        if device.mountPoints.contains("[SWAP]") { return "swap in use" }
        if let mountPoint = device.mountPoints.first { return "mounted on \(mountPoint)" }
        if let reason = holderReason(device, marks) { return reason }
        if let words = marks.unreadable[device.kernelName] { return DeviceUse.unreadable + words }
        if let group = marks.volumeGroups[device.kernelName] { return "in the LVM volume group \(group)" }
        if let signature = marks.signatures[device.kernelName]?.first { return words(for: signature) }
        if let type = device.partitionType, !Self.dataPartitionTypes.contains(type) {
            return "a partition of the type \(type), which is not for data"
        }
        if device.size < minimumSize { return "smaller than \(minimumSize >> 20) MiB" }
        return nil
    }

    private func holderReason(_ device: BlockDevice, _ marks: DeviceMarks) -> String? {
        guard let child = device.children.first else { return nil }
        let mountPoint = device.family.flatMap(\.mountPoints).first.map { ", mounted on \($0)" } ?? ""
        switch child.kind {
        case "part": return "has \(device.children.count) partitions\(mountPoint)"
        case "mpath":
            let advice = marks.multipaths[child.kernelName]?.advice ?? "see /etc/multipath.conf"
            return "a path of the multipath device \(child.path), \(advice)"
        default: return "used by \(child.path) (\(child.kind))\(mountPoint)"
        }
    }

    private func words(for signature: Signature) -> String {
        switch signature.type {
        case "gpt", "dos", "PMBR", "atari", "sun", "mac", "bsd", "sgi":
            "has a partition table (\(signature.type))"
        case "swap": "swap space"
        case "LVM2_member": "an LVM physical volume"
        case "linux_raid_member": "a member of a RAID"
        case "crypto_LUKS": "encrypted (LUKS)"
        default: "has a signature of \(signature.type)" + (signature.label.map { " labelled \($0)" } ?? "")
        }
    }

    /// Partitions of other types may hold something without a signature, as a boot loader.
    private static let dataPartitionTypes: Set = [
        "0fc63daf-8483-4772-8e79-3d69d8477de4",  // Linux file system data, UEFI Discoverable Partitions Specification
        "e6d6d379-f507-44c2-a23c-238f2a3df928",  // Linux LVM
        "0x83",  // Linux
        "0x8e",  // Linux LVM
    ]
}

extension BlockDevice {
    /// The device and the logical volumes on it, those on others of them included.
    fileprivate var logicalVolumes: [BlockDevice] {
        [self] + children.filter { $0.kind == "lvm" }.flatMap(\.logicalVolumes)
    }
}
