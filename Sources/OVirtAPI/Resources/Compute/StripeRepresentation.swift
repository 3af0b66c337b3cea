package import MortarModel

/// Mortar's own: how a RAID device lays data out over its disks.
package struct StripeRepresentation: Representation {
    /// Bytes that go to one disk in a row.
    package var unit: Int64?
    /// Disks of a stripe that hold data.
    package var dataDisks: Int?

    package init() {}

    package init(_ geometry: StripeGeometry) {
        unit = geometry.unit.bytes
        dataDisks = geometry.dataDisks
    }

    package mutating func describe(with coder: inout some RepresentationCoder) throws(Failure) {
        try coder.value("data_disks", &dataDisks)
        try coder.value("unit", &unit)
    }
}

extension StripeRepresentation {
    /// Throws a `Failure` where a part is missing, or where it is none that tools could follow.
    package var geometry: StripeGeometry? {
        get throws { try StripeGeometry.told(unit: unit.map { ByteCount($0) }, dataDisks: dataDisks) }
    }
}
