import Placement
import Testing

@Suite struct HashRangesTests {
    @Test(arguments: [(1, 2, 0.5), (2, 2, 0), (2, 4, 0.5), (1, 4, 0.75)])
    func aShareOfAllFilesHasAnotherOwner(old: Int, new: Int, share: Double) {
        #expect(abs(HashRanges.movedShare(from: old, to: new) - share) < 1e-9)
    }

    /// What is new must be filled: no layout of equal parts moves less.
    @Test func atLeastTheNewSetsPartMoves() {
        for old in 1..<8 {
            for new in old..<12 {
                let share = HashRanges.movedShare(from: old, to: new)
                #expect(share >= Double(new - old) / Double(new) - 1e-9 && share <= 1)
            }
        }
    }
}
