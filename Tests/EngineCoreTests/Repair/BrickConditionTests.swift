import EngineCore
import Testing

@Suite struct BrickConditionTests {
    @Test func wordsCanBeFollowedByAFullStop() {
        let reasons: [BrickCondition] = [
            .worn("Of its rated life 97 % are used up."), .failed("the file system does not answer"), .lost,
        ]
        #expect(
            reasons.map(\.words) == [
                "is near the end of its life: Of its rated life 97 % are used up",
                "has failed: the file system does not answer", "is lost with its host",
            ])
    }
}
