public import Foundation

/// One brick's copy of a file, as it lies on the brick.
public struct GlusterCopy: Sendable, Hashable {
    /// A UUID in lower case.
    public var gfid: String
    /// As `stat` calls it: `regular file`, `directory`, `symbolic link`, …; a folder's identity is a symbolic link.
    public var type: String
    /// In bytes.
    public var size: Int64
    public var modified: Date
    /// User and group as numbers, `64055:64055`.
    public var owner: String
    /// In octal.
    public var mode: String
    /// The name in its folder, for files that have one.
    public var name: String?
    /// The bricks whose copies this one counts as outdated, by their number in the volume.
    public var blames: Set<Int> = []
    /// SHA-256 in hexadecimal; nil for what is no file, or a large one.
    public var checksum: String?

    /// Reads a line of `stat` with ``statFormat``.
    init?(line: some StringProtocol) {
        let fields = line.split(separator: "\t")
        guard fields.count == 6, let size = Int64(fields[2]), let modified = Double(fields[3]),
            let gfid = fields[0].split(separator: "/").last
        else { return nil }
        self.gfid = String(gfid)
        type = String(fields[1])
        self.size = size
        self.modified = Date(timeIntervalSince1970: modified)
        owner = String(fields[4])
        mode = String(fields[5])
    }

    /// Name, type, size, time of the last change of its content, owner, rights.
    static let statFormat = "%n\\t%F\\t%s\\t%.Y\\t%u:%g\\t%a\\n"

    /// Takes over an extended attribute as `getfattr --encoding=hex` prints it.
    ///
    /// `trusted.afr.VOLUME-client-N` holds three counts of 32 bits each, of changes of data, metadata and entries that brick N has missed
    /// (GlusterFS, afr.h: `AFR_NUM_CHANGE_LOGS`). `trusted.gfid2path.…` is the folder's identity, a slash, and the name.
    mutating func read(attribute: some StringProtocol, value: some StringProtocol) {
        if attribute.hasPrefix("trusted.afr."), let end = attribute.ranges(of: "-client-").last,
            let brick = Int(attribute[end.upperBound...])
        {
            if value.dropFirst(2).contains(where: { $0 != "0" }) { blames.insert(brick) }
        } else if attribute.hasPrefix("trusted.gfid2path.") {
            name = Self.text(hexadecimal: value.dropFirst(2)).split(separator: "/").last.map(String.init)
        }
    }

    private static func text(hexadecimal digits: some StringProtocol) -> String {
        let values = digits.compactMap(\.hexDigitValue)
        let bytes = stride(from: 0, to: values.count - 1, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) }
        return String(decoding: bytes, as: UTF8.self)
    }
}
