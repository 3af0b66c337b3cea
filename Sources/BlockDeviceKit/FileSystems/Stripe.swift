/// How a RAID device lays data out over its disks, as far as LVM and XFS can follow it.
public struct Stripe: Sendable, Hashable {
    /// Bytes that go to one disk in a row.
    public let unit: Int64
    /// Disks of a stripe that hold data.
    public let count: Int

    /// Bytes of a full stripe.
    public var width: Int64 { unit * Int64(count) }

    /// More data disks than RAID controllers put into one device; keeps the product of a typing error within 64 bits, too.
    private static let mostDisks = 128
    /// Limits of a thin pool's chunk, and what it is a multiple of (lvmthin(7)).
    private static let chunks: ClosedRange<Int64> = 64 << 10...1 << 30
    /// A page: XFS's block size, of which a stripe unit is a multiple (mkfs.xfs(8)).
    private static let page: Int64 = 4 << 10

    /// Throws a `BlockDeviceError` that says which rule of LVM or XFS the geometry breaks.
    public init(unit: Int64, count: Int) throws {
        guard unit > 0, unit.isMultiple(of: Self.page), unit <= Self.chunks.upperBound else {
            throw BlockDeviceError("a stripe unit of \(unit) bytes is not a multiple of 4 KiB up to 1 GiB")
        }
        guard (1...Self.mostDisks).contains(count) else {
            throw BlockDeviceError("a stripe has 1 to \(Self.mostDisks) disks with data, not \(count)")
        }
        self.unit = unit
        self.count = count
        guard Self.chunks.contains(width), width.isMultiple(of: Self.chunks.lowerBound) else {
            throw BlockDeviceError(
                "a full stripe of \(width) bytes cannot be a thin pool's chunk, which is a multiple of 64 KiB up to 1 GiB"
            )
        }
    }

    /// What a device's I/O sizes tell of its stripe, from `/sys/block/…/queue` (sysfs-block, `minimum_io_size`,
    /// `optimal_io_size`); nil when they do not look like one.
    ///
    /// Single disks and bridges fill these fields with other things: sectors, pages of flash, the longest transfer. A RAID's stripe
    /// unit is a power of two of at least 16 KiB, and its full stripe holds at least two of them.
    public init?(minimumSize: Int64, optimalSize: Int64) {
        guard minimumSize >= 16 << 10, minimumSize & (minimumSize - 1) == 0, optimalSize > minimumSize,
            optimalSize.isMultiple(of: minimumSize), optimalSize <= Self.chunks.upperBound
        else { return nil }
        do {
            self = try Self(unit: minimumSize, count: Int(optimalSize / minimumSize))
        } catch {
            // A stripe that tools cannot follow is as good as none.
            return nil
        }
    }
}

extension BlockDevice {
    /// The stripe that the device tells of; nil for single disks and where it does not look like one.
    public var stripe: Stripe? { Stripe(minimumSize: minimumIOSize, optimalSize: optimalIOSize) }
}
