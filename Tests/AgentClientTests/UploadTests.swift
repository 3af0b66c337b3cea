import AgentAPI
import AgentClient
import MortarModel
import NIOCore
import Testing

struct UploadTests {
    @Test func imagesOfAnySizePass() async throws {
        let agent = RecordingAgent()
        try await ServedAgent.with(agent) { served in
            try await served.client().writeImage(Sample.image, content: Zeros(megabytes: 24))
        }
        #expect(agent.calls == ["writeImage \(Sample.image)", "wrote \(24 << 20)"])
    }

    /// Longer than the silence after which a stream of changes is given up.
    @Test func storageThatStallsIsWaitedOut() async throws {
        let agent = RecordingAgent(stall: AgentProtocol.silenceLimit + .seconds(3))
        try await ServedAgent.with(agent) { served in
            try await served.client().writeImage(Sample.image, content: Zeros(megabytes: 32))
        }
        #expect(agent.calls.last == "wrote \(32 << 20)")
    }

    @Test func aRefusalIsHeardBeforeTheImageHasPassed() async throws {
        let refusal = Failure(.noCapacity, "There is no space.")
        try await ServedAgent.with(RecordingAgent(failure: refusal)) { served in
            let client = try served.client()
            let taken = Counter()
            await #expect(throws: refusal) {
                try await client.writeImage(Sample.image, content: Zeros(megabytes: 1024, taken: taken))
            }
            #expect(taken.count < 512)
        }
    }

    @Test func aSourceThatBreaksOffFailsAtBothEnds() async throws {
        let agent = RecordingAgent()
        let broken = Failure(.invalid, "The user has gone.")
        try await ServedAgent.with(agent) { served in
            let client = try served.client()
            await #expect(throws: broken) {
                try await client.writeImage(Sample.image, content: Zeros(megabytes: 2, error: broken))
            }
            try await until { agent.calls.last?.hasPrefix("write broke off") == true }
        }
    }

    @Test func everythingElseIsLimited() async throws {
        let agent = RecordingAgent()
        try await ServedAgent.with(agent) { served in
            let client = try served.client()
            let failure = await #expect(throws: Failure.self) {
                try await client.deleteVolume(String(repeating: "x", count: AgentProtocol.bodyLimit))
            }
            #expect(failure?.code == .invalid)
            let other = await #expect(throws: Failure.self) {
                try await client.writeToConsole(
                    Sample.vm.id, ByteBuffer(repeating: 0, count: AgentProtocol.bodyLimit + 1))
            }
            #expect(other?.code == .invalid)
        }
        #expect(agent.calls.isEmpty)
    }
}

/// Content that is made as it is read.
private struct Zeros: AsyncSequence, Sendable {
    typealias Failure = any Error

    var megabytes: Int
    var error: MortarModel.Failure?
    var taken: Counter?

    func makeAsyncIterator() -> Iterator {
        Iterator(left: megabytes, error: error, taken: taken)
    }

    struct Iterator: AsyncIteratorProtocol {
        var left: Int
        let error: MortarModel.Failure?
        let taken: Counter?
        let part = ByteBuffer(repeating: 0, count: 1 << 20)

        mutating func next() async throws -> ByteBuffer? {
            if left == 0, let error { throw error }
            left -= 1
            taken?.increment()
            return left >= 0 ? part : nil
        }
    }
}
