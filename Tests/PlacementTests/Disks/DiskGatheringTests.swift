import MortarModel
import Placement
import Testing

@Suite struct DiskGatheringTests {
    private static func set(
        _ name: String, free: Int64 = 10, _ condition: CandidateSet.Condition = .well
    ) -> CandidateSet {
        CandidateSet(
            id: .init(rawValue: name), name: name, capacity: .gibibytes(20), free: .gibibytes(free),
            condition: condition)
    }

    private static func disk(_ number: Int, _ gibibytes: Int64, on set: String) -> PlacedDisk {
        PlacedDisk(
            id: .init(rawValue: "d\(number)"), size: .gibibytes(gibibytes), set: .init(rawValue: set))
    }

    private func moves(
        _ disks: [PlacedDisk], _ sets: [CandidateSet], local: [String]? = nil
    ) -> [String]? {
        let local = local.map { Set($0.map { ReplicaSetID(rawValue: $0) }) }
        return DiskGathering(sets, local: local).moves(for: disks)?.map { "\($0.disk) → \($0.target), \($0.bytes)" }
    }

    @Test func leavesAloneWhatIsTogetherAndNear() {
        let disks = [Self.disk(1, 2, on: "a"), Self.disk(2, 3, on: "a")]
        #expect(moves(disks, [Self.set("a", free: 0, .unusable("is down")), Self.set("b")]) == [])
        #expect(moves(disks, [Self.set("a"), Self.set("b")], local: ["a"]) == [])
    }

    @Test func bringsTheSmallerDiskToTheLargerOne() {
        let disks = [Self.disk(1, 2, on: "a"), Self.disk(2, 3, on: "b")]
        #expect(moves(disks, [Self.set("a"), Self.set("b")]) == ["d1 → b, 2 GiB"])
    }

    @Test func bringsAllToASetOfTheHost() {
        let disks = [Self.disk(1, 2, on: "a"), Self.disk(2, 3, on: "b")]
        let sets = [Self.set("a"), Self.set("b"), Self.set("c")]
        #expect(moves(disks, sets, local: ["c"]) == ["d1 → c, 2 GiB", "d2 → c, 3 GiB"])
        #expect(moves(disks, sets, local: ["a", "c"]) == ["d2 → a, 3 GiB"])
        #expect(moves(disks, sets, local: []) == nil)
    }

    @Test func movesNothingToASetThatIsFullOrNotWell() {
        let disks = [Self.disk(1, 2, on: "a"), Self.disk(2, 3, on: "b")]
        #expect(moves(disks, [Self.set("a"), Self.set("b", free: 1)]) == ["d2 → a, 3 GiB"])
        let heals = Self.set("b", .degraded("is being healed"))
        #expect(moves(disks, [Self.set("a"), heals]) == ["d2 → a, 3 GiB"])
        #expect(moves(disks, [Self.set("a", free: 2), heals]) == nil)
    }

    /// What is possible, tried out: every set that may be the VM's, and what going there takes.
    private func leastBytes(_ disks: [PlacedDisk], _ sets: [CandidateSet], _ local: Set<ReplicaSetID>?) -> ByteCount? {
        sets.compactMap { set -> ByteCount? in
            let moved = disks.filter { $0.set != set.id }.reduce(ByteCount.zero) { $0 + $1.size }
            guard local?.contains(set.id) != false else { return nil }
            return moved == .zero || (set.condition == .well && set.free >= moved) ? moved : nil
        }.min()
    }

    @Test func gathersWithTheFewestBytesWheneverItIsPossible() {
        var numbers = Seeded(state: 31)
        var (none, empty, some) = (0, 0, 0)
        for _ in 0..<3_000 {
            let sets = (0..<Int.random(in: 1...4, using: &numbers)).map { index in
                let conditions = [.well, .well, .degraded("x"), CandidateSet.Condition.unusable("is down")]
                return Self.set(
                    "s\(index)", free: .random(in: 0...10, using: &numbers), conditions.randomElement(using: &numbers)!)
            }
            let disks = (0..<Int.random(in: 1...4, using: &numbers)).map { number in
                Self.disk(
                    number, .random(in: 1...5, using: &numbers), on: sets.randomElement(using: &numbers)!.name)
            }
            let near = Set(sets.map(\.id).filter { _ in Bool.random(using: &numbers) })
            let local = Bool.random(using: &numbers) ? near : nil
            let moves = DiskGathering(sets, local: local).moves(for: disks)
            #expect(DiskGathering(sets.reversed(), local: local).moves(for: disks) == moves)
            let bytes = moves?.reduce(ByteCount.zero) { $0 + $1.bytes }
            #expect(bytes == leastBytes(disks, sets, local))
            guard let moves else {
                none += 1
                continue
            }
            if moves.isEmpty { empty += 1 } else { some += 1 }
            let targets = Dictionary(uniqueKeysWithValues: moves.map { ($0.disk, $0.target) })
            let ends = Set(disks.map { targets[$0.id] ?? $0.set })
            #expect(ends.count == 1 && ends.allSatisfy { local?.contains($0) ?? true })
            #expect(moves.allSatisfy { move in disks.contains { $0.id == move.disk && $0.size == move.bytes } })
        }
        #expect(none > 100 && empty > 100 && some > 100)
    }
}
