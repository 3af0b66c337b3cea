/// How a RAID device lays data out over its disks.
package struct StripeGeometry: Hashable, Sendable, Codable {
    /// Bytes that go to one disk in a row; “strip”, “chunk” or “stripe unit” in the words of RAID controllers.
    package var unit: ByteCount
    /// Disks of a stripe that hold data: of 12 disks 10 in RAID 6, 6 in RAID 10.
    package var dataDisks: Int

    package init(unit: ByteCount, dataDisks: Int) {
        self.unit = unit
        self.dataDisks = dataDisks
    }

    /// Reads `256KiB x 10`, `256k×10`, `262144*10`, in upper or lower case; K and M are powers of 1024.
    ///
    /// Throws a `Failure` that shows how it is written.
    package init(parsing text: String) throws {
        let parts = text.lowercased().split(omittingEmptySubsequences: false) { "x×*".contains($0) }
            .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }
        guard parts.count == 2, let unit = ByteCount(parsing: parts[0]), unit > .zero, let disks = Int(parts[1]),
            disks > 0
        else {
            throw Failure(
                .invalid, "“\(text)” is not the geometry of a RAID stripe.",
                correction: "Write the bytes on one disk, “x”, and the count of disks with data, as “256KiB x 10”.")
        }
        self.init(unit: unit, dataDisks: disks)
    }
}

extension StripeGeometry: CustomStringConvertible {
    package var description: String { "\(unit) x \(dataDisks)" }
}
