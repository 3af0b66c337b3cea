/// What a file that somebody uploads is, by its first bytes.
///
/// QEMU would guess too, but some formats that it knows name further files of the host, which it opens while it looks.
enum ImageFormat: Sendable, Hashable {
    case raw
    /// With the size that the guest sees, and why it is not whole in itself, if so.
    case qcow2(virtualSize: Int64, obstacle: String?)
    /// A format that is not taken, by its usual name.
    case unsupported(String)

    /// How many bytes ``init(start:)`` wants to see, or all of a shorter file.
    static let probeLength = 512

    /// The signatures are those of QEMU's block drivers (`*_probe` in block/).
    init(start: [UInt8]) {
        let signatures: [(name: String, bytes: [UInt8])] = [
            ("VMDK", Array("KDMV".utf8)), ("VMDK", Array("COWD".utf8)), ("VMDK", Array("# Disk DescriptorFile".utf8)),
            ("VHDX", Array("vhdxfile".utf8)), ("VHD", Array("conectix".utf8)), ("QED", Array("QED\0".utf8)),
            ("VDI", Array("<<< ".utf8)), ("LUKS", [0x4C, 0x55, 0x4B, 0x53, 0xBA, 0xBE]),
            ("Parallels", Array("WithoutFreeSpace".utf8)), ("Parallels", Array("WithouFreSpacExt".utf8)),
            ("gzip", [0x1F, 0x8B]), ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0]), ("zstd", [0x28, 0xB5, 0x2F, 0xFD]),
        ]
        if start.starts(with: Array("QFI".utf8) + [0xFB]) {
            self = Self.qcow2(header: start)
        } else if let match = signatures.first(where: { start.starts(with: $0.bytes) }) {
            self = .unsupported(match.name)
        } else {
            self = .raw
        }
    }

    /// Big-endian, as in QEMU's docs/interop/qcow2.txt: version at 4, backing file offset at 8, size at 24, encryption
    /// at 32, and from version 3 on incompatible features at 72, of which bit 2 is an external data file.
    private static func qcow2(header: [UInt8]) -> Self {
        func number(at offset: Int, bytes: Int) -> UInt64? {
            guard header.count >= offset + bytes else { return nil }
            return header[offset..<offset + bytes].reduce(0) { $0 << 8 | UInt64($1) }
        }
        guard let version = number(at: 4, bytes: 4), let backing = number(at: 8, bytes: 8),
            let size = number(at: 24, bytes: 8), size <= Int64.max, let encryption = number(at: 32, bytes: 4)
        else { return .unsupported("damaged qcow2") }
        guard version >= 2 else { return .unsupported("qcow version 1") }
        let features = version >= 3 ? number(at: 72, bytes: 8) ?? 0 : 0
        let obstacles = [
            (backing != 0, Obstacle.backingFile), (encryption != 0, Obstacle.encryption),
            (features & 4 != 0, Obstacle.dataFile),
        ]
        return .qcow2(virtualSize: Int64(size), obstacle: obstacles.first { $0.0 }?.1)
    }

    /// Why a qcow2 image cannot be used alone.
    enum Obstacle {
        static let backingFile = "it builds upon another image"
        static let encryption = "it is encrypted"
        static let dataFile = "its data is in another file"
    }
}
