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

@Suite struct VMPlacementTests {
    private func host(_ name: String, _ status: HostStatus = .up, cpus: Int = 2, memory: Int64) -> VMPlacement.Candidate
    {
        .init(id: .init(rawValue: name), name: name, status: status, cpus: cpus, memory: .gibibytes(memory))
    }

    @Test func takesTheHostWithTheMostMemoryOfThoseThatAreUp() throws {
        let hosts = [host("a", memory: 4), host("b", memory: 8), host("c", .nonResponsive, memory: 64)]
        #expect(try VMPlacement().choose(cpus: 1, memory: .gibibytes(1), from: hosts).rawValue == "b")
    }

    @Test func givesEveryHostsReasonWhenNoneFits() {
        let hosts = [host("a", memory: 1), host("b", cpus: 1, memory: 8), host("c", .maintenance, memory: 64)]
        let failure = #expect(throws: Failure.self) {
            try VMPlacement().choose(cpus: 2, memory: .gibibytes(1), from: hosts)
        }
        #expect(
            failure?.cause == "a: has 1 GiB of memory left, 1.1 GiB is wanted; "
                + "b: has 1 CPUs, 2 are wanted; c: is maintenance")
    }
}
