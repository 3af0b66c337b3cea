import EngineCore
import Testing

@Suite struct RetryPauseTests {
    @Test func doublesUpToTheLongest() {
        let pause = RetryPause(first: 15, longest: 100)
        #expect((0...5).map(pause.after) == [0, 15, 30, 60, 100, 100])
        #expect(pause.after(.max) == 100)
    }
}
