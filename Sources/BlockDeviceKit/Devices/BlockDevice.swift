/// A block device as `lsblk` tells of it, with the devices that are made of it.
public struct BlockDevice: Sendable, Hashable, Decodable {
    /// As the kernel calls it, without `/dev/`.
    public var kernelName: String
    /// `/dev/sdb`, or `/dev/mapper/…` for mapped devices.
    public var path: String
    /// `disk`, `part`, `loop`, `lvm`, `crypt`, `mpath`, `raid1`, `rom`, …
    public var kind: String
    /// In bytes.
    public var size: Int64
    public var isReadOnly: Bool
    public var isRotational: Bool
    public var isRemovable: Bool
    public var model: String?
    public var serial: String?
    /// World-wide name, as `0x5000c500a1b2c3d4` or `eui.0025388b91b3c3e5`.
    public var wwn: String?
    /// `sata`, `sas`, `nvme`, `usb`, …
    public var transport: String?
    /// A partition's type: a UUID on GPT, `0x83` on MBR.
    public var partitionType: String?
    /// Bytes below which a write costs more than it need, 0 where the device does not say.
    public var minimumIOSize: Int64
    /// Bytes that the device likes best for long transfers, 0 where it does not say.
    public var optimalIOSize: Int64
    /// Where it is mounted in this host's view, `[SWAP]` for swap in use.
    public var mountPoints: [String]
    /// Partitions, and devices mapped onto it.
    public var children: [BlockDevice]

    /// The columns of `lsblk` that this type reads.
    static let columns = [
        "KNAME", "PATH", "TYPE", "SIZE", "RO", "ROTA", "RM", "MODEL", "SERIAL", "WWN", "TRAN", "PARTTYPE", "MIN-IO",
        "OPT-IO", "MOUNTPOINTS",
    ]

    enum CodingKeys: String, CodingKey {
        case kernelName = "kname"
        case path
        case kind = "type"
        case size
        case isReadOnly = "ro"
        case isRotational = "rota"
        case isRemovable = "rm"
        case model, serial, wwn
        case transport = "tran"
        case partitionType = "parttype"
        case minimumIOSize = "min-io"
        case optimalIOSize = "opt-io"
        case mountPoints = "mountpoints"
        case children
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        kernelName = try values.decode(String.self, forKey: .kernelName)
        path = try values.decode(String.self, forKey: .path)
        kind = try values.decode(String.self, forKey: .kind)
        size = try values.decodeIfPresent(Int64.self, forKey: .size) ?? 0
        isReadOnly = try values.decode(Bool.self, forKey: .isReadOnly)
        isRotational = try values.decode(Bool.self, forKey: .isRotational)
        isRemovable = try values.decode(Bool.self, forKey: .isRemovable)
        model = try values.decodeIfPresent(String.self, forKey: .model)?.trimmedOrNil
        serial = try values.decodeIfPresent(String.self, forKey: .serial)?.trimmedOrNil
        wwn = try values.decodeIfPresent(String.self, forKey: .wwn)?.trimmedOrNil
        transport = try values.decodeIfPresent(String.self, forKey: .transport)
        partitionType = try values.decodeIfPresent(String.self, forKey: .partitionType)
        minimumIOSize = try values.decodeIfPresent(Int64.self, forKey: .minimumIOSize) ?? 0
        optimalIOSize = try values.decodeIfPresent(Int64.self, forKey: .optimalIOSize) ?? 0
        mountPoints = try values.decode([String?].self, forKey: .mountPoints).compactMap(\.self)
        children = try values.decodeIfPresent([BlockDevice].self, forKey: .children) ?? []
    }

    public init(
        kernelName: String, path: String, kind: String, size: Int64, isReadOnly: Bool = false,
        isRotational: Bool = false, isRemovable: Bool = false, model: String? = nil, serial: String? = nil,
        wwn: String? = nil, transport: String? = nil, partitionType: String? = nil, minimumIOSize: Int64 = 0,
        optimalIOSize: Int64 = 0, mountPoints: [String] = [],
        children: [BlockDevice] = []
    ) {
        self.kernelName = kernelName
        self.path = path
        self.kind = kind
        self.size = size
        self.isReadOnly = isReadOnly
        self.isRotational = isRotational
        self.isRemovable = isRemovable
        self.model = model
        self.serial = serial
        self.wwn = wwn
        self.transport = transport
        self.partitionType = partitionType
        self.minimumIOSize = minimumIOSize
        self.optimalIOSize = optimalIOSize
        self.mountPoints = mountPoints
        self.children = children
    }

    /// The device and all that is made of it, each after what it is made of.
    public var family: [BlockDevice] { [self] + children.flatMap(\.family) }
}

extension String {
    fileprivate var trimmedOrNil: String? {
        let trimmed = split(separator: " ").joined(separator: " ")
        return trimmed.isEmpty ? nil : trimmed
    }
}
