import Concurrency
import Testing

@Suite struct TimeLimitTests {
    @Test func givesWhatComesInTime() async throws {
        #expect(try await within(.seconds(60)) { 1 } == 1)
    }

    @Test func endsWhatDoesNotEndInTime() async {
        let failure = await #expect(throws: NotInTime.self) {
            try await within(.milliseconds(10)) { try await Task.sleep(for: .seconds(3600)) }
        }
        #expect(failure?.limit == .milliseconds(10))
    }

    @Test func throwsWhatIsThrown() async {
        await #expect(throws: CancellationError.self) {
            try await within(.seconds(60)) { throw CancellationError() }
        }
    }
}
