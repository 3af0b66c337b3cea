import Dispatch
import Testing

@testable import HostCommand

@Suite struct StartedProgramTests {
    /// A program as in uninterruptible sleep: whatever is done to it, it ends when it likes.
    private func stubbornProgram() -> StartedProgram {
        StartedProgram {
            await withCheckedContinuation { continuation in
                DispatchQueue.global().asyncAfter(deadline: .now() + 10) { continuation.resume() }
            }
            return CommandOutput(status: 0)
        }
    }

    @Test func isLeftBehindWhenItCannotBeEnded() async throws {
        let started = ContinuousClock.now
        let program = stubbornProgram()
        #expect(try await program.output(within: .milliseconds(50)) == nil)
        await program.end(within: .milliseconds(50))
        #expect(ContinuousClock.now - started < .seconds(8))
    }

    @Test func isWaitedForWhileItEndsThoughItsCallerIsCancelled() async throws {
        let program = StartedProgram {
            await Task { try? await Task.sleep(for: .milliseconds(300)) }.value
            return CommandOutput(status: 0)
        }
        let started = ContinuousClock.now
        let caller = Task { await program.end(within: .seconds(30)) }
        caller.cancel()
        await caller.value
        #expect(ContinuousClock.now - started >= .milliseconds(250))
    }
}
