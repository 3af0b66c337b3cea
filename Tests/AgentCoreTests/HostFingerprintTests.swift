import Foundation
import Testing

@testable import AgentCore

@Suite struct HostFingerprintTests {
    private static let disk = "   8   16  4194304 sdb\n"

    @Test func changesOnceMoreWhenANewDeviceCanBeOpenedAndWhenUdevKnowsIt() throws {
        let prints = [
            try HostFingerprint.made(),
            try .made(partitions: Self.disk),
            try .made(partitions: Self.disk, files: ["dev/sdb"]),
            try .made(partitions: Self.disk, files: ["dev/sdb", "dev/disk/by-id/ata-WDC_1"]),
        ]
        #expect(Set(prints).count == prints.count)
    }

    @Test func staysWhileNothingThatConcernsDevicesChanges() throws {
        let before = try HostFingerprint.made(partitions: Self.disk, files: ["dev/sdb"])
        #expect(try .made(partitions: Self.disk, files: ["dev/sdb", "dev/tty7"]) == before)
    }
}

extension HostFingerprint {
    /// Of a host whose kernel tables say this, and that has these empty files.
    static func made(mounts: String = "", partitions: String = "", files: [String] = []) throws -> HostFingerprint {
        let root = FileManager.default.temporaryDirectory.appending(path: "root-\(UUID())")
        let tables = [
            "proc/partitions": partitions, "proc/self/mountinfo": mounts, "proc/swaps": "", "proc/net/tcp": "",
        ]
        for (path, text) in tables.merging(files.map { ($0, "") }, uniquingKeysWith: { $1 }) {
            let file = root.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        let made = Result { try HostFingerprint(KernelFiles(root: root.path(percentEncoded: false))) }
        try FileManager.default.removeItem(at: root)
        return try made.get()
    }
}
