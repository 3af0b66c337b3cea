import ArgumentParser
import MortarModel
import OVirtAPI

/// How RAID devices lay data out, where they do not tell it themselves.
struct StripeOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Of a RAID device: bytes that go to one disk in a row, as 128KiB.", valueName: "size"))
    var stripeUnit: ByteCount?

    @Option(help: ArgumentHelp("Of a RAID device: disks of a stripe that hold data.", valueName: "count"))
    var stripeDataDisks: Int?

    func validate() throws {
        do {
            _ = try geometry
        } catch let failure as Failure {
            let words = [failure.message, failure.cause, failure.correction].compactMap(\.self)
            throw ValidationError(words.joined(separator: " "))
        }
    }

    /// Nil for what devices tell of themselves.
    var geometry: StripeGeometry? {
        get throws { try StripeGeometry.told(unit: stripeUnit, dataDisks: stripeDataDisks) }
    }

    /// As requests have it.
    var representation: StripeRepresentation? {
        get throws { try geometry.map { StripeRepresentation($0) } }
    }
}
