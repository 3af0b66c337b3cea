import AgentAPI
import BlockDeviceKit
import Foundation
import HostCommand
import HostCommandTesting
import Logging
import MortarModel
import Synchronization
import Testing

@testable import AgentCore

/// Bricks whose disks die while they are mounted.
@Suite struct BrickFailureTests {
    private let id = BrickID(rawValue: "11111111-2222-3333-4444-555555555555")
    private var mountPoint: String { BrickLayout.mountPoint(id) }
    private let shutDown = "the file system has shut down (Input/output error)"

    /// A host that has the brick mounted from this device.
    private func files(source: String = "/dev/sdb") throws -> KernelFiles {
        let root = FileManager.default.temporaryDirectory.appending(path: "root-\(UUID())")
        let mounts = "22 1 254:0 / / rw - ext4 /dev/vda rw\n90 22 8:16 / \(mountPoint) rw - xfs \(source) rw\n"
        for (path, text) in ["partitions": "", "self/mountinfo": mounts, "swaps": "", "net/tcp": ""] {
            let file = root.appending(path: "proc/\(path)")
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try text.write(to: file, atomically: true, encoding: .utf8)
        }
        return KernelFiles(root: root.path(percentEncoded: false))
    }

    /// However slow the machine is, whoever answers is waited for.
    private func probes(_ files: KernelFiles, _ ask: @escaping @Sendable (Mount) -> BrickAnswer) -> BrickProbes {
        BrickProbes(files, patience: .seconds(600), haste: .seconds(60), ask: ask)
    }

    private func host(devices: String) -> ScriptedCommands {
        let host = ScriptedCommands()
        host.answer("stat --dereference", "block special file\t/dev/sdb\n")
        host.answer("find /dev/disk/by-id", "ata-DISK_1\t../../sdb\n")
        host.answer("lsblk", #"{"blockdevices":[\#(devices)]}"#)
        host.fail("wipefs --json", "wipefs: error: /dev/sdb: probing initialization failed: Input/output error")
        return host
    }

    private var sdb: String {
        """
        {"kname":"sdb","path":"/dev/sdb","type":"disk","size":8589934592,"ro":false,"rota":true,"rm":false,"model":"DISK",
        "serial":"1","tran":"sata","parttype":null,"mountpoints":["\(mountPoint)"]}
        """
    }

    private func facts(_ host: ScriptedCommands, _ probes: BrickProbes) async throws -> [BrickFacts] {
        let devices = HostDevices(host)
        return try await Bricks(host, devices: devices, probes: probes).facts(in: devices.survey())
    }

    private var mount: String {
        #"{"filesystems":[{"target":"\#(mountPoint)","source":"/dev/sdb","fstype":"xfs","options":"rw","#
            + #""size":8000,"avail":7000}]}"#
    }

    @Test func aDeadBrickIsToldAlthoughNoToolCanSayAnything() async throws {
        let host = host(devices: sdb)
        let isDead = Flag()
        let probes = probes(try files()) { _ in BrickAnswer(failure: isDead.isSet ? shutDown : nil) }
        let devices = HostDevices(host)
        let bricks = Bricks(host, devices: devices, probes: probes)
        host.answer("findmnt", mount)
        var expected = BrickFacts(
            id: id, device: "/dev/disk/by-id/ata-DISK_1", isMounted: true, size: ByteCount(8000), free: ByteCount(7000),
            directory: mountPoint + "/brick", provisioning: "plain")
        #expect(try await bricks.facts(in: devices.survey()) == [expected])
        isDead.set()
        host.fail("findmnt", status: 1, "findmnt: Input/output error")
        expected.failure = shutDown
        #expect(try await bricks.facts(in: devices.survey()) == [expected])
        #expect(try await devices.survey().map { DeviceFacts($0).use } == [.brick(id)])
    }

    @Test func aBrickWhoseDiskWasPulledIsStillTold() async throws {
        let host = host(devices: "")
        host.answer("findmnt", CommandOutput(status: 1))
        let probes = probes(try files()) { _ in BrickAnswer(failure: "its device /dev/sdb is gone") }
        let facts = try await facts(host, probes)
        #expect(facts.map(\.id) == [id] && facts[0].isMounted && facts[0].device == "/dev/sdb")
        #expect(facts[0].failure == "its device /dev/sdb is gone")
    }

    @Test func aWorkingBrickHasNoFailureAndFindmntsOwnFailureIsOne() async throws {
        let host = host(devices: sdb)
        host.answer("findmnt", mount)
        let probes = probes(try files()) { _ in BrickAnswer() }
        #expect(try await facts(host, probes).map(\.failure) == [nil])
        host.fail("findmnt", "findmnt: can't read /proc/self/mountinfo")
        await #expect(throws: CommandFailure.self) { try await facts(host, probes) }
    }

    @Test func aBrickThatDoesNotAnswerHoldsNobodyUp() async throws {
        let gate = DispatchSemaphore(value: 0)
        defer { gate.signal() }
        let probes = BrickProbes(try files(), patience: .zero, haste: .zero) { _ in
            gate.wait()
            return BrickAnswer()
        }
        let first = try await probes.answers().map(\.answer.failure)
        let second = try await probes.answers().map(\.answer.failure)
        #expect(first == ["the file system does not answer"] && second == first)
    }

    @Test func nobodyElseIsSentAfterABrickThatDoesNotAnswer() async throws {
        let host = host(devices: sdb)
        let probes = probes(try files()) { _ in .silent }
        #expect(try await facts(host, probes).map(\.failure) == ["the file system does not answer"])
        #expect(!host.lines.contains { $0.hasPrefix("findmnt") })
    }

    @Test func aBrickThatAnswersAgainIsWell() async throws {
        let gate = DispatchSemaphore(value: 0)
        let probes = BrickProbes(try files(), patience: .zero, haste: .seconds(60)) { _ in
            gate.wait()
            return BrickAnswer()
        }
        async let waiting = probes.answers()
        gate.signal()
        #expect(try await waiting.map(\.answer.failure) == [nil])
    }

    @Test func theEngineHearsOfAShutdownAtTheNextLook() async throws {
        let files = try files()
        let isDead = Flag()
        let probes = probes(files) { _ in BrickAnswer(failure: isDead.isSet ? shutDown : nil) }
        let before = try await HostFingerprint.now(files, probes)
        #expect(try await HostFingerprint.now(files, probes) == before)
        isDead.set()
        #expect(try await HostFingerprint.now(files, probes) != before)
    }

    @Test(arguments: [
        (EIO, "the file system has shut down (Input/output error)"),
        (EUCLEAN, "the file system cannot be looked at (Structure needs cleaning)"), (ENOENT, nil),
    ])
    func saysWhatTheFileSystemAnswers(_ error: Int32, _ words: String?) {
        #expect(BrickAnswer.words(for: error) == words)
    }

    @Test func asksARealFileSystem() {
        let answer = BrickAnswer(mountPoint: "/", source: "none")
        #expect(answer.failure == nil)
        let pulled = BrickAnswer(mountPoint: "/", source: "/dev/no-such-disk")
        #expect(pulled.failure == "its device /dev/no-such-disk is gone")
    }
}

private final class Flag: Sendable {
    private let state = Mutex(false)

    var isSet: Bool { state.withLock { $0 } }
    func set() { state.withLock { $0 = true } }
}
