package import MortarModel

/// How large an arbiter brick is beside a full copy: it holds every file's name and versions, and no data.
///
/// GlusterFS's administration guide counts 4 KiB for each file (“Arbiter bricks sizing”); an image is cut into shards of
/// 64 MiB, each of which is a file.
package enum ArbiterSize {
    private static let shard = ByteCount.mebibytes(64)
    private static let file = ByteCount.kibibytes(4)
    /// Twice what the shards take: files that are partly filled, and those that wait for their removal.
    private static let margin: Int64 = 2
    /// For XFS's log and its inodes, which take room in chunks.
    private static let floor = ByteCount.mebibytes(512)

    /// What a device needs as the arbiter of full copies of `size`.
    package static func needed(for size: ByteCount) -> ByteCount { copied(of: size) + floor }

    /// What is copied at most onto a new arbiter of full copies that hold `bytes`.
    package static func copied(of bytes: ByteCount) -> ByteCount {
        let shards = (bytes.bytes + shard.bytes - 1) / shard.bytes
        return ByteCount(shards * file.bytes * margin)
    }
}
