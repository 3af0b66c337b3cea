import AgentClient
import Certificates
import MortarModel
import Testing

struct UnreachableTests {
    @Test func saysWhoDoesNotAnswerAndWhatToDo() async throws {
        let client = try await ServedAgent.with(RecordingAgent()) { served in
            let client = try served.client()
            _ = try await client.volumes()
            return client
        }
        let failure = await #expect(throws: Failure.self) { try await client.facts() }
        #expect(failure?.code == .hostUnreachable)
        #expect(failure?.objects == ["host h1"])
        #expect(failure?.correction != nil)
    }
}
