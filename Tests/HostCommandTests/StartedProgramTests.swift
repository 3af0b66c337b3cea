import Synchronization
import Testing

@testable import HostCommand

@Suite struct StartedProgramTests {
    @Test(.timeLimit(.minutes(1))) func isLeftBehindWhenItCannotBeEnded() async throws {
        // As in uninterruptible sleep: whatever is done to it, it ends when the stream does.
        let (end, source) = AsyncStream<Never>.makeStream()
        let hasEnded = Mutex(false)
        let program = StartedProgram {
            await Task { for await _ in end {} }.value
            hasEnded.withLock { $0 = true }
            return CommandOutput(status: 0)
        }
        #expect(try await program.output(within: .milliseconds(50)) == nil)
        await program.end(within: .milliseconds(50))
        #expect(hasEnded.withLock { $0 } == false, "nobody waits for it")
        source.finish()
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
