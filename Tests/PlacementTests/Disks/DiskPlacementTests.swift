import MortarModel
import Placement
import Testing

@Suite struct DiskPlacementTests {
    private static func set(
        _ name: String, free: Int64, capacity: Int64 = 10, _ condition: CandidateSet.Condition = .well,
        memory: Int64 = 8, busy: Double = 0
    ) -> CandidateSet {
        CandidateSet(
            id: .init(rawValue: name), name: name, capacity: .gibibytes(capacity), free: .gibibytes(free),
            condition: condition, rooms: [.init(memory: .gibibytes(memory), cpus: 4, load: busy)])
    }

    private let large = set("large", free: 10)
    private let small = set("small", free: 2)

    private func choice(_ gibibytes: Int64, _ sets: [CandidateSet], vm: VMDemand? = nil) throws -> String {
        try DiskPlacement(sets).place([.gibibytes(gibibytes)], for: vm).sets[0].rawValue
    }

    @Test func takesTheSetWithTheMostFreeSpace() throws {
        #expect(try choice(1, [small, large]) == "large")
    }

    @Test func takesOneThatIsWellBeforeOneThatIsNot() throws {
        let degraded = Self.set("degraded", free: 10, .degraded("lacks a brick"))
        let down = Self.set("down", free: 10, .unusable("is down"))
        #expect(try choice(1, [degraded, down, small]) == "small")
        #expect(try choice(3, [degraded, down, small]) == "degraded")
    }

    @Test func takesOneWhoseHostsCanRunTheVM() throws {
        let full = Self.set("full", free: 10, memory: 1)
        #expect(try choice(1, [full, small], vm: VMPlacementTests.vm(memory: 4)) == "small")
        #expect(try choice(1, [full, small]) == "full")
        #expect(try choice(1, [large, small], vm: VMPlacementTests.vm(cpus: 8)) == "large")
    }

    @Test func ofSetsWithAlikeSpaceTakesTheOneWithIdleHosts() throws {
        #expect(try choice(1, [Self.set("a", free: 5, busy: 4), Self.set("b", free: 5)]) == "b")
        #expect(try choice(1, [Self.set("a", free: 5, memory: 2), Self.set("b", free: 5)]) == "b")
    }

    @Test func staysWithTheOtherDisksWhileTheyFit() throws {
        let placement = DiskPlacement([small, large])
        let stays = try placement.place([.gibibytes(2)], beside: small.id)
        #expect(stays == .init(sets: [small.id]))
        let parted = try placement.place([.gibibytes(3)], beside: small.id)
        #expect(parted.sets == [large.id])
        #expect(
            parted.remarks == [
                "The disk of 3 GiB is on large: small, which holds the VM's other disks, has only 2 GiB left."
            ])
    }

    @Test func leavesASetThatIsDownAndSaysSo() throws {
        let down = Self.set("down", free: 10, .unusable("is down"))
        let decision = try DiskPlacement([down, large]).place([.gibibytes(1)], beside: down.id)
        #expect(decision.sets == [large.id] && decision.remarks[0].hasSuffix("is down."))
    }

    @Test func takesTheSetThatAllDisksFitOn() throws {
        let tight = Self.set("tight", free: 3, capacity: 3)
        let decision = try DiskPlacement([Self.set("wide", free: 4, capacity: 40), tight])
            .place([.gibibytes(2), .gibibytes(2)])
        #expect(decision.sets.map(\.rawValue) == ["wide", "wide"] && decision.remarks.isEmpty)
    }

    @Test func saysTheLargestPossibleDisk() throws {
        let failure = #expect(throws: Failure.self) {
            try choice(11, [small, large, Self.set("down", free: 20, .unusable("is down"))])
        }
        #expect(failure?.code == .noCapacity)
        #expect(failure?.cause == "The largest disk that fits now has 10 GiB. down is down.")
    }

    // MARK: Whatever sets there are

    private func random(_ numbers: inout Seeded) -> [CandidateSet] {
        (0..<Int.random(in: 1...5, using: &numbers)).map { index in
            let condition = [.well, .well, .degraded("lacks a brick"), CandidateSet.Condition.unusable("is down")]
                .randomElement(using: &numbers)!
            let free = Int64.random(in: 0...10, using: &numbers)
            return Self.set(
                "s\(index)", free: free, condition, memory: .random(in: 0...16, using: &numbers),
                busy: .random(in: 0...4, using: &numbers))
        }
    }

    @Test func neverOversellsAndPartsOnlyWhatDoesNotFitTogether() async {
        var numbers = Seeded(state: 21)
        var (parted, refused) = (0, 0)
        for _ in 0..<3_000 {
            await Task.yield()
            let sets = random(&numbers)
            let sizes = (0..<Int.random(in: 1...4, using: &numbers)).map { _ in
                ByteCount.gibibytes(.random(in: 1...5, using: &numbers))
            }
            let all = sizes.reduce(.zero, +)
            let usable = sets.filter(\.condition.isUsable)
            do {
                let decision = try DiskPlacement(sets).place(sizes, for: VMPlacementTests.vm())
                #expect(decision == (try? DiskPlacement(sets.reversed()).place(sizes, for: VMPlacementTests.vm())))
                for set in sets {
                    let taken = zip(decision.sets, sizes).filter { $0.0 == set.id }.reduce(ByteCount.zero) { $0 + $1.1 }
                    #expect(taken == .zero || (taken <= set.free && set.condition.isUsable))
                }
                let isTogether = Set(decision.sets).count == 1
                #expect(isTogether == usable.contains { $0.free >= all })
                #expect(isTogether == decision.remarks.isEmpty)
                if !isTogether { parted += 1 }
            } catch {
                refused += 1
                #expect(!usable.contains { $0.free >= all })
            }
        }
        #expect(parted > 100 && refused > 100)
    }

    @Test func keepsTheHomeWheneverItHasRoom() async throws {
        var numbers = Seeded(state: 22)
        for _ in 0..<3_000 {
            await Task.yield()
            let sets = random(&numbers)
            let home = sets.randomElement(using: &numbers)!
            let size = ByteCount.gibibytes(.random(in: 1...5, using: &numbers))
            guard home.condition.isUsable, home.free >= size else { continue }
            #expect(try DiskPlacement(sets).place([size], beside: home.id) == .init(sets: [home.id]))
        }
    }
}
