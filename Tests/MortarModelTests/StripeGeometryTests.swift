import MortarModel
import Testing

@Suite struct StripeGeometryTests {
    @Test(arguments: ["256KiB x 10", "256k×10", "256K*10", "262144x10", " 256 kib X 10 ", "256KB X10"])
    func readsWhatPeopleWrite(_ text: String) throws {
        #expect(try StripeGeometry(parsing: text) == StripeGeometry(unit: .kibibytes(256), dataDisks: 10))
    }

    @Test(arguments: ["", "256k", "256k x", "x 10", "256k x 10 x 2", "0 x 10", "256k x 0", "256k x -1", "256q x 4"])
    func refusesWhatIsNotAGeometryAndShowsOne(_ text: String) throws {
        let failure = #expect(throws: Failure.self) { try StripeGeometry(parsing: text) }
        #expect(failure?.code == .invalid)
        #expect(failure?.correction?.contains("256KiB x 10") == true)
    }

    @Test(arguments: [(4, 16), (128, 10), (256, 1), (1024, 128), (64, 1)])
    func takesWhatLVMAndXFSCanFollow(kibibytes: Int64, disks: Int) throws {
        let told = try StripeGeometry.told(unit: .kibibytes(kibibytes), dataDisks: disks)
        #expect(told == StripeGeometry(unit: .kibibytes(kibibytes), dataDisks: disks))
    }

    @Test func nothingToldIsNothing() throws { #expect(try StripeGeometry.told(unit: nil, dataDisks: nil) == nil) }

    @Test(
        arguments: [
            (ByteCount.kibibytes(128), nil, "one of them is missing"), (nil, 10, "one of them is missing"),
            (.kibibytes(2), 10, "power of two from 4 KiB to 1 MiB"),
            (.mebibytes(2), 10, "power of two from 4 KiB to 1 MiB"),
            (.kibibytes(96), 10, "power of two"), (.zero, 10, "power of two"), (.kibibytes(128), 0, "1 to 128 disks"),
            (.kibibytes(128), 129, "1 to 128 disks"), (.kibibytes(4), 10, "40 KiB is not a multiple of 64 KiB"),
        ] as [(ByteCount?, Int?, String)])
    func saysWhatIsWrongWithTheRest(unit: ByteCount?, disks: Int?, words: String) {
        let failure = #expect(throws: Failure.self) { try StripeGeometry.told(unit: unit, dataDisks: disks) }
        let told = [failure?.message, failure?.cause].compactMap(\.self).joined(separator: " ")
        #expect(told.contains(words), "\(told)")
        #expect(failure?.correction?.isEmpty == false)
    }
}
