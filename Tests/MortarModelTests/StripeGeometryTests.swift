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
}
