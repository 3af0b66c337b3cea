import MortarModel
import Placement
import Testing

@Suite struct DiskPlacementTests {
    let large = DiskPlacement.Candidate(id: .init(rawValue: "large"), free: .gibibytes(10))
    let small = DiskPlacement.Candidate(id: .init(rawValue: "small"), free: .gibibytes(2))

    @Test func takesTheSetWithTheMostFreeSpace() throws {
        #expect(try DiskPlacement().choose(size: .gibibytes(1), from: [small, large]) == large.id)
    }

    @Test func staysWithTheOtherDisksWhileTheyFit() throws {
        let placement = DiskPlacement()
        #expect(try placement.choose(size: .gibibytes(2), from: [small, large], preferred: small.id) == small.id)
        #expect(try placement.choose(size: .gibibytes(3), from: [small, large], preferred: small.id) == large.id)
    }

    @Test func saysTheLargestPossibleDisk() throws {
        let failure = #expect(throws: Failure.self) {
            try DiskPlacement().choose(size: .gibibytes(11), from: [small, large])
        }
        #expect(failure?.code == .noCapacity)
        #expect(failure?.cause?.contains("10 GiB") == true)
    }
}
