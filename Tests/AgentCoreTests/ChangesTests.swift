import AgentAPI
import Foundation
import Logging
import Testing

@testable import AgentCore

@Suite struct ChangesTests {
    /// Lines of `/proc/net/tcp`: glusterd listens, a brick listens, h2 is connected with glusterd, sshd listens.
    private let sockets = """
          sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
           0: 00000000:5DC7 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1
           1: 00000000:C055 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 2
           2: 0B015A0A:5DC7 0C015A0A:BFF2 01 00000000:00000000 00:00000000 00000000     0        0 3
           3: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 4
        """

    @Test func seesGlustersSocketsOnly() {
        #expect(
            HostFingerprint.glusterSockets(sockets) == ["listens on 24007", "listens on 49237", "with 0C015A0A"])
    }

    @Test(arguments: [true, false])
    func tellsAChangeOnceAndBeatsMeanwhile(hasIPv6: Bool) async throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "root-\(UUID())").path()
        defer { try? FileManager.default.removeItem(atPath: root) }
        var files = ["partitions": "sda", "self/mountinfo": "1", "swaps": "", "net/tcp": sockets]
        if hasIPv6 { files["net/tcp6"] = "" }
        for (path, text) in files {
            let url = URL(filePath: root + "/proc/" + path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: url, atomically: true, encoding: .utf8)
        }
        let feed = ChangeFeed()
        let watch = HostWatch(
            feed: feed, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, files: KernelFiles(root: root),
            interval: .milliseconds(20))
        var seen: [HostChange] = []
        try await withThrowingTaskGroup(of: Void.self) { group in
            let stream = feed.listen()
            group.addTask { try await watch.run() }
            for try await change in stream {
                seen.append(change)
                if seen.count == 3 {
                    try "sda sdb".write(toFile: root + "/proc/partitions", atomically: true, encoding: .utf8)
                }
                if seen.count == 8 { break }
            }
            group.cancelAll()
        }
        #expect(seen.first == .heartbeat)
        #expect(seen.count { $0 == .facts } == 1)
    }

    @Test func everyListenerIsTold() async throws {
        let feed = ChangeFeed()
        let streams = [feed.listen(), feed.listen()]
        feed.tell(.facts)
        feed.finish()
        for stream in streams {
            var seen: [HostChange] = []
            for try await change in stream { seen.append(change) }
            #expect(seen == [.heartbeat, .facts])
        }
    }
}
