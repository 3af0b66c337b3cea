import MortarModel
import Placement
import Testing

@Suite struct SetEvacuationTests {
    private let old = ReplicaSetID(rawValue: "old")

    private func set(_ name: String, free: Int64, _ condition: CandidateSet.Condition = .well) -> CandidateSet {
        CandidateSet(
            id: ReplicaSetID(rawValue: name), name: name, capacity: .gibibytes(1_000), free: .gibibytes(free),
            condition: condition)
    }

    private func disk(_ name: String, _ size: Int64, vm: String? = nil, on set: String = "old") -> FilledDisk {
        let placed = PlacedDisk(
            id: DiskID(rawValue: name), size: .gibibytes(size), set: ReplicaSetID(rawValue: set))
        return FilledDisk(placed, occupied: .gibibytes(size / 2), vm: vm.map { VMID(rawValue: $0) })
    }

    @Test func theLargestGoWhereMostRoomIs() throws {
        let evacuation = SetEvacuation(onto: [set("a", free: 100), set("b", free: 300)])
        let moves = try evacuation.moves(from: old, of: [disk("d1", 90), disk("d2", 250), disk("d3", 40)])
        #expect(moves.map(\.disk.rawValue) == ["d2", "d1", "d3"])
        #expect(moves.map(\.target.rawValue) == ["b", "a", "b"])
        #expect(moves.first?.bytes == .gibibytes(125))
    }

    @Test func disksOfAVMGoTogetherAndToItsOthers() throws {
        let evacuation = SetEvacuation(onto: [set("a", free: 100), set("b", free: 300)])
        let disks = [disk("d1", 40, vm: "v"), disk("d2", 40, vm: "v"), disk("d3", 10, vm: "v", on: "a")]
        #expect(try evacuation.moves(from: old, of: disks).map(\.target.rawValue) == ["a", "a"])
    }

    @Test func saysWhatFindsNoPlace() {
        let evacuation = SetEvacuation(onto: [set("a", free: 100), set("b", free: 900, .degraded("lacks a copy"))])
        let error = #expect(throws: Failure.self) { try evacuation.moves(from: old, of: [disk("d1", 120)]) }
        #expect(error?.code == .noCapacity && error?.message == "1 disk of 120 GiB finds no place.")
        #expect(error?.cause?.hasSuffix("has 100 GiB left. Nothing moves to b: it lacks a copy.") == true)
        #expect(error?.correction?.hasPrefix("Wait until all replica sets are well") == true)
    }
}
