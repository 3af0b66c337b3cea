import AgentAPI
import Foundation
import Testing

@testable import AgentCore

@Suite struct RecentToolFactsTests {
    /// A host whose kernel tables say this.
    private func fingerprint(mounts: String) throws -> HostFingerprint {
        let root = FileManager.default.temporaryDirectory.appending(path: "root-\(UUID())")
        defer { try? FileManager.default.removeItem(at: root) }
        for (path, text) in [
            "proc/partitions": "", "proc/self/mountinfo": mounts, "proc/swaps": "", "proc/net/tcp": "",
        ] {
            let file = root.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        return try HostFingerprint(KernelFiles(root: root.path(percentEncoded: false)))
    }

    private func facts(_ mount: String) -> ToolFacts {
        ToolFacts(
            observed: Date(), nics: [], devices: [], bricks: [], mounts: [mount],
            gluster: GlusterFacts(isRunning: true, uuid: nil, peers: []))
    }

    @Test func areUsedAgainOnlyForWhomTheyAreNewEnoughAndWhileNothingChanges() async throws {
        let recent = RecentToolFacts()
        let before = try fingerprint(mounts: "1 / /")
        #expect(try await recent.facts(maxAge: .seconds(60), fingerprint: before) { facts("1") }.mounts == ["1"])
        #expect(try await recent.facts(maxAge: .seconds(60), fingerprint: before) { facts("2") }.mounts == ["1"])
        #expect(try await recent.facts(maxAge: .zero, fingerprint: before) { facts("3") }.mounts == ["3"])
        let after = try fingerprint(mounts: "1 / / 2 /data")
        #expect(try await recent.facts(maxAge: .seconds(60), fingerprint: after) { facts("4") }.mounts == ["4"])
    }
}
