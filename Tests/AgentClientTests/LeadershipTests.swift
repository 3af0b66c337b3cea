import AgentClient
import Foundation
import MortarModel
import Synchronization
import Testing

struct LeadershipTests {
    @Test func aDeposedLeaderIsRefused() async throws {
        let agent = RecordingAgent()
        try await ServedAgent.with(agent) { served in
            let old = try served.client(epoch: { 4 })
            let new = try served.client(epoch: { 5 })
            try await old.startGluster()
            try await new.addPeer("h2")
            let failure = await #expect(throws: Failure.self) { try await old.addPeer("h3") }
            #expect(failure?.code == .staleLeader)
            await #expect(throws: Failure.self) { _ = try await old.changes() }
            try await new.addPeer("h4")
            let kept = try String(contentsOf: served.epochFile, encoding: .utf8)
            #expect(kept == "5\n")
        }
        #expect(agent.calls == ["startGluster", "addPeer h2", "addPeer h4"])
    }

    @Test func theNumberIsAskedAtEveryRequest() async throws {
        let agent = RecordingAgent()
        try await ServedAgent.with(agent) { served in
            let epoch = Mutex<Int64>(6)
            let client = try served.client(epoch: { epoch.withLock { $0 } })
            try await client.startGluster()
            epoch.withLock { $0 = 3 }
            let failure = await #expect(throws: Failure.self) { try await client.startGluster() }
            #expect(failure?.code == .staleLeader)
        }
    }
}
