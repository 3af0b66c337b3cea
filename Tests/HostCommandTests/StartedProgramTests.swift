import Testing

@testable import HostCommand

@Suite struct StartedProgramTests {
    /// A program as in uninterruptible sleep: whatever is done to it, it ends when its stream does.
    private func stubbornProgram(until end: AsyncStream<Never>) -> StartedProgram {
        StartedProgram {
            await Task { for await _ in end {} }.value
            return CommandOutput(status: 0)
        }
    }

    @Test(.timeLimit(.minutes(1))) func isLeftBehindWhenItCannotBeEnded() async throws {
        let (end, source) = AsyncStream<Never>.makeStream()
        let program = stubbornProgram(until: end)
        #expect(try await program.output(within: .milliseconds(50)) == nil)
        await program.end(within: .milliseconds(50))
        #expect(try await program.output(within: .zero) == nil, "it still runs, and nobody waits for it")
        source.finish()
        #expect(try await program.output(within: .seconds(60)) != nil)
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
