import Foundation
import HostCommand
import Testing

@testable import LabKit

/// The probe on a file, as it runs in the guest on a disk.
@Suite struct ProbeTests {
    /// A program and a disk in a folder of their own.
    final class Bench {
        let folder = FileManager.default.temporaryDirectory.appending(path: "probe-\(UUID())").path()
        var disk: String { "\(folder)/disk" }
        /// What the last run said of the times that writes took.
        private(set) var times: [String] = []

        init() async throws {
            try makeFolder(folder)
            let arguments = ["-x", "c", "-O2", "-Wall", "-Wextra", "-Werror", "-o", "\(folder)/probe", "-"]
            let source = Array(GuestFiles.probeSource.utf8)
            try await LocalCommands().output(of: Command("gcc", arguments, input: .bytes(source)))
            // 255 slots behind the header.
            try Data(count: 1 << 20).write(to: URL(filePath: disk))
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        /// Runs the probe until it has acknowledged a number of blocks, then kills it; its lines but those of times.
        func run(blocks: Int) async throws -> [String] {
            let list = "\(folder)/lines"
            try Data().write(to: URL(filePath: list))
            let probe = Process()
            probe.executableURL = URL(filePath: "\(folder)/probe")
            probe.arguments = [disk, "2000"]
            probe.standardOutput = try FileHandle(forWritingTo: URL(filePath: list))
            try probe.run()
            let deadline = ContinuousClock.now + .seconds(30)
            while probe.isRunning, ContinuousClock.now < deadline {
                if try lines(list).count >= blocks + 2 { kill(probe.processIdentifier, SIGKILL) }
                try await Task.sleep(for: .milliseconds(5))
            }
            probe.waitUntilExit()
            times = try allLines(list).filter { $0.hasPrefix("PROBE TOOK") }
            return try lines(list)
        }

        private func lines(_ path: String) throws -> [String] {
            try allLines(path).filter { !$0.hasPrefix("PROBE TOOK") }
        }

        private func allLines(_ path: String) throws -> [String] {
            try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").map(String.init)
        }

        /// Writes over a slot; slot 0 holds the header.
        func overwrite(slot: UInt64, with bytes: Data) throws {
            let handle = try FileHandle(forWritingTo: URL(filePath: disk))
            try handle.seek(toOffset: slot * 4096 + 100)
            try handle.write(contentsOf: bytes)
            try handle.close()
        }
    }

    static func last(_ lines: [String]) throws -> Int {
        try #require(lines.last?.split(separator: " ").last.flatMap { Int($0) })
    }

    @Test func findsAgainWhatItHasAcknowledged() async throws {
        let bench = try await Bench()
        let first = try await bench.run(blocks: 20)
        #expect(Array(first.prefix(3)) == ["PROBE START \(bench.disk) 255", "PROBE OK 0", "PROBE ACK 1"])
        let second = try await bench.run(blocks: 1)
        let found = try Self.last([second[1]])
        let said = try Self.last(first)
        // One more block may have been written than was said.
        #expect(second[1].hasPrefix("PROBE OK ") && (said...said + 1).contains(found))
        #expect(second[2] == "PROBE ACK \(found + 1)")
    }

    @Test func namesTheBlocksThatAreLost() async throws {
        let bench = try await Bench()
        // How far it got before it was ended depends on the machine: it may have gone round.
        let newest = try Self.last(try await bench.run(blocks: 20))
        let lost = [newest - 12, newest - 8, newest - 7, newest - 6]
        for block in lost { try bench.overwrite(slot: UInt64((block - 1) % 255 + 1), with: Data([1, 2, 3])) }
        let lines = try await bench.run(blocks: 5)
        try #require(lines.count == 2, "\(lines)")
        #expect(lines[1].hasPrefix("PROBE LOST \(lost[0]) \(lost[1])-\(lost[3]) (4 of "), "\(lines)")
    }

    @Test func goesRoundWhenTheDiskIsFull() async throws {
        let bench = try await Bench()
        let first = try await bench.run(blocks: 300)
        let newest = try Self.last(first)
        #expect(newest >= 300)
        let second = try await bench.run(blocks: 1)
        #expect(second[1] == "PROBE OK \(newest)" || second[1] == "PROBE OK \(newest + 1)")
        // How far it got before it was ended depends on the machine; this block is neither the oldest nor the newest.
        let lost = try Self.last(second) - 100
        try bench.overwrite(slot: UInt64((lost - 1) % 255 + 1), with: Data([1]))
        #expect(try await bench.run(blocks: 1)[1].hasPrefix("PROBE LOST \(lost) (1 of "))
    }

    @Test func saysHowLongEveryWriteTook() async throws {
        let bench = try await Bench()
        let newest = try Self.last(try await bench.run(blocks: 60))
        // Killed between a block and its times, it owes one line.
        #expect([newest / 25, newest / 25 - 1].contains(bench.times.count))
        for line in bench.times {
            let words = line.split(separator: " ").dropFirst(2)
            #expect(words.count == 25)
            #expect(words.allSatisfy { (1..<10_000_000).contains(Int($0) ?? 0) })
        }
    }

    @Test func leavesDisksWithOtherContentAlone() async throws {
        let bench = try await Bench()
        try bench.overwrite(slot: 8, with: Data("a file system".utf8))
        let before = try Data(contentsOf: URL(filePath: bench.disk))
        #expect(try await bench.run(blocks: 1).first?.hasPrefix("PROBE NONE") == true)
        #expect(try Data(contentsOf: URL(filePath: bench.disk)) == before)
    }
}
