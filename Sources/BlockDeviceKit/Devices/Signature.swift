/// A mark by which a file system, partition table, swap or volume manager is known on a device, as `wipefs` finds it.
public struct Signature: Sendable, Hashable, Decodable {
    /// The device's name without `/dev/`.
    public var device: String
    /// `xfs`, `gpt`, `LVM2_member`, `swap`, …
    public var type: String
    public var uuid: String?
    public var label: String?

    public init(device: String, type: String, uuid: String? = nil, label: String? = nil) {
        self.device = device
        self.type = type
        self.uuid = uuid
        self.label = label
    }

    var isMemberOfLVM: Bool { type == "LVM2_member" }
}
