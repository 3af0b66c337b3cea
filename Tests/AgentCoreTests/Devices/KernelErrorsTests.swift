import Foundation
import Logging
import Testing

@testable import AgentCore

@Suite struct KernelErrorsTests {
    /// As kernels from 4.19 to 6.18 write them.
    @Test(arguments: [
        ("I/O error, dev sdb, sector 2048 op 0x0:(READ) flags 0x80700 phys_seg 1 prio class 2", "sdb"),
        ("blk_update_request: I/O error, dev sdc, sector 123 op 0x1:(WRITE) flags 0x0 phys_seg 1 prio class 0", "sdc"),
        ("print_req_error: I/O error, dev loop7, sector 0", "loop7"),
        ("critical medium error, dev nvme0n1, sector 81920 op 0x0:(READ) flags 0x0 phys_seg 4 prio class 2", "nvme0n1"),
        (
            "critical medium error, dev nvme0c1n2, sector 8 op 0x0:(READ) flags 0x4000 phys_seg 1 prio class 2",
            "nvme0n2"
        ),
        ("timeout error, dev vdb, sector 8 op 0x1:(WRITE) flags 0x800 phys_seg 1 prio class 2", "vdb"),
        ("device offline error, dev sdd, sector 8 op 0x1:(WRITE) flags 0x800 phys_seg 1 prio class 2", "sdd"),
    ])
    func knowsAFailedRequest(_ message: String, _ device: String) {
        #expect(FailedRequest(message: message)?.device == device)
    }

    @Test(arguments: [
        "Buffer I/O error on dev sdb, logical block 0, async page read",
        "operation not supported error, dev sdb, sector 8 op 0x9:(WRITE_ZEROES) flags 0x800 phys_seg 0 prio class 2",
        "critical target error, dev sdb, sector 8 op 0x3:(DISCARD) flags 0x800 phys_seg 1 prio class 2",
        "critical space allocation error, dev dm-3, sector 8 op 0x1:(WRITE) flags 0x800 phys_seg 1 prio class 2",
        "XFS (sdb): metadata I/O error in \"xfs_read_agf\" at daddr 0x1 len 1 error 5", "I/O error, dev ", "",
    ])
    func otherMessagesAreNone(_ message: String) {
        #expect(FailedRequest(message: message) == nil)
    }

    @Test func readsARecordOfTheKernel() {
        let record = "3,339,5140900,-;I/O error, dev sdb, sector 8\n SUBSYSTEM=block\n DEVICE=b8:16\n"
        #expect(KernelMessages.text(of: record) == "I/O error, dev sdb, sector 8")
        #expect(KernelMessages.text(of: "no record") == nil)
    }

    /// As systemd-nspawn has one in the place of the device.
    @Test func aPipeIsNotTakenForTheKernel() throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "kmsg-\(UUID())").path()
        try #require(mkfifo(path, 0o600) == 0)
        defer { try? FileManager.default.removeItem(atPath: path) }
        #expect(throws: (any Error).self) { try KernelMessages(path: path) }
        #expect(throws: (any Error).self) { try KernelMessages(path: path + "-missing") }
    }

    @Test func countsTheSCSILayersErrorsButThoseOfSmartctl() async throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "root-\(UUID())").path()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let folder = root + "/sys/block/sdb/device"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        func set(_ count: String) throws {
            try count.write(toFile: folder + "/ioerr_cnt", atomically: true, encoding: .utf8)
        }
        let errors = KernelErrors(
            KernelFiles(root: root), messages: nil, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try set("0x1e\n")
        #expect(errors.count(of: "sdb") == 30)
        #expect(errors.count(of: "nvme0n1") == nil)
        try await errors.ignoring("sdb") { try set("0x20\n") }
        #expect(errors.count(of: "sdb") == 30)
        try set("0x21\n")
        #expect(errors.count(of: "sdb") == 31)
    }
}
