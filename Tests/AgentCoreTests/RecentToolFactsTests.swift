import AgentAPI
import Foundation
import Testing

@testable import AgentCore

@Suite struct RecentToolFactsTests {
    private func facts(_ mount: String) -> ToolFacts {
        ToolFacts(
            observed: Date(), nics: [], devices: [], bricks: [], mounts: [mount],
            gluster: GlusterFacts(isRunning: true, uuid: nil, peers: []))
    }

    @Test func areUsedAgainOnlyForWhomTheyAreNewEnoughAndWhileNothingChanges() async throws {
        let recent = RecentToolFacts()
        let before = try HostFingerprint.made(mounts: "1 / /")
        #expect(try await recent.facts(maxAge: .seconds(60), fingerprint: before) { facts("1") }.mounts == ["1"])
        #expect(try await recent.facts(maxAge: .seconds(60), fingerprint: before) { facts("2") }.mounts == ["1"])
        #expect(try await recent.facts(maxAge: .zero, fingerprint: before) { facts("3") }.mounts == ["3"])
        let after = try HostFingerprint.made(mounts: "1 / / 2 /data")
        #expect(try await recent.facts(maxAge: .seconds(60), fingerprint: after) { facts("4") }.mounts == ["4"])
    }
}
