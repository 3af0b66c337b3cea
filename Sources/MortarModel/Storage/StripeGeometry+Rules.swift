extension StripeGeometry {
    /// What RAID controllers offer: 4 KiB to 1 MiB, a power of two.
    private static let units = ByteCount.kibibytes(4)...ByteCount.mebibytes(1)
    /// More than one RAID device has.
    private static let mostDisks = 128
    /// What the chunk of an LVM thin pool, which is a full stripe, is a multiple of (lvmthin(7)).
    private static let chunk = ByteCount.kibibytes(64)

    /// Bytes of a full stripe.
    package var width: ByteCount { ByteCount(unit.bytes * Int64(dataDisks)) }

    /// What a user told in two parts; nil for neither.
    ///
    /// Throws a `Failure` where one is missing, or where LVM and XFS could not follow.
    package static func told(unit: ByteCount?, dataDisks: Int?) throws -> StripeGeometry? {
        switch (unit, dataDisks) {
        case (nil, nil): return nil
        case (let unit?, let dataDisks?):
            let stripe = StripeGeometry(unit: unit, dataDisks: dataDisks)
            try stripe.check()
            return stripe
        default:
            throw Failure(
                .invalid, "Of a RAID stripe the unit and the data disks belong together: one of them is missing.",
                correction: "Give both, or none for what the device tells of itself.")
        }
    }

    /// Throws a `Failure` that says which rule it breaks.
    package func check() throws {
        guard Self.units.contains(unit), unit.bytes & (unit.bytes - 1) == 0 else {
            throw refusal("A stripe unit is a power of two from 4 KiB to 1 MiB, not \(unit).")
        }
        guard (1...Self.mostDisks).contains(dataDisks) else {
            throw refusal("A stripe has 1 to \(Self.mostDisks) disks with data, not \(dataDisks).")
        }
        guard width.bytes.isMultiple(of: Self.chunk.bytes) else {
            throw refusal(
                "A full stripe of \(width) is not a multiple of \(Self.chunk), as a thin pool's chunk has to be.")
        }
    }

    private func refusal(_ cause: String) -> Failure {
        Failure(
            .invalid, "The RAID geometry \(self) cannot be used.", cause: cause,
            correction: "Look up the stripe unit and the count of disks with data in the RAID controller.")
    }
}
