import AgentAPI
import AgentClient
import Foundation
import MortarModel
import NIOCore
import Synchronization
import Testing

struct StreamTests {
    @Test func changesArriveAsTheyHappen() async throws {
        let (changes, source) = AsyncThrowingStream<HostChange, any Error>.makeStream()
        try await ServedAgent.with(RecordingAgent(changes: { changes })) { served in
            let expected = [HostChange.vm(Sample.vm), .facts, .vm(Sample.vm)]
            var seen: [HostChange] = []
            source.yield(expected[0])
            for try await change in try await served.client().changes() where change != .heartbeat {
                seen.append(change)
                guard seen.count < expected.count else { break }
                source.yield(expected[seen.count])
            }
            #expect(seen == expected)
        }
    }

    @Test func aSilentAgentStillShowsThatItLives() async throws {
        try await ServedAgent.with(RecordingAgent()) { served in
            var seen = try await served.client().changes().makeAsyncIterator()
            let start = ContinuousClock.now
            let first = try await seen.next(isolation: nil)
            #expect(first == .heartbeat)
            #expect(ContinuousClock.now - start < AgentProtocol.silenceLimit)
        }
    }

    @Test func theEndOfChangesIsAFailure() async throws {
        let (changes, source) = AsyncThrowingStream<HostChange, any Error>.makeStream()
        try await ServedAgent.with(RecordingAgent(changes: { changes })) { served in
            var seen = try await served.client().changes().makeAsyncIterator()
            source.yield(.facts)
            source.finish()
            do {
                while try await seen.next(isolation: nil) != nil {}
                Issue.record("The stream has ended without an error.")
            } catch {
                #expect((error as? Failure)?.code == .hostUnreachable)
            }
        }
    }

    @Test func aReaderThatStopsEndsTheAgentsWork() async throws {
        let ended = Signal()
        let (console, source) = AsyncThrowingStream<ByteBuffer, any Error>.makeStream()
        source.onTermination = { _ in ended.fire() }
        try await ServedAgent.with(RecordingAgent(console: { console })) { served in
            let client = try served.client()
            source.yield(ByteBuffer(string: "login: "))
            let reader = Task {
                for try await part in try await client.consoleOutput(Sample.vm.id, history: true) {
                    #expect(String(buffer: part) == "login: ")
                    return
                }
            }
            try await reader.value
            try await ended.wait(.seconds(5))
        }
    }

    @Test func cancellationEndsASilentStreamAtOnce() async throws {
        let ended = Signal()
        let (console, source) = AsyncThrowingStream<ByteBuffer, any Error>.makeStream()
        source.onTermination = { _ in ended.fire() }
        let agent = RecordingAgent(console: { console })
        try await ServedAgent.with(agent) { served in
            let client = try served.client()
            let reader = Task {
                for try await _ in try await client.consoleOutput(Sample.vm.id, history: false) {}
            }
            try await until { agent.calls == ["consoleOutput v1 false"] }
            reader.cancel()
            try await ended.wait(.seconds(5))
            await #expect(throws: CancellationError.self) { try await reader.value }
        }
    }

    @Test func theConsoleEndsWithItsVM() async throws {
        let (console, source) = AsyncThrowingStream<ByteBuffer, any Error>.makeStream()
        source.yield(ByteBuffer(string: "bye"))
        source.finish()
        try await ServedAgent.with(RecordingAgent(console: { console })) { served in
            var text = ""
            for try await part in try await served.client().consoleOutput(Sample.vm.id, history: false) {
                text += String(buffer: part)
            }
            #expect(text == "bye")
        }
    }
}
