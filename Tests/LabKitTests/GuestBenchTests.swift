import Foundation
import HostCommand
import Testing

@testable import LabKit

/// The guest's program that measures a disk, on a file.
@Suite struct GuestBenchTests {
    private static let first = 8192
    private static let length = 1 << 20

    /// A program and a disk of zeros, longer than the part that is measured, in a folder of their own.
    final class Bench {
        let folder = FileManager.default.temporaryDirectory.appending(path: "iobench-\(UUID())").path()
        var disk: String { "\(folder)/disk" }

        init() async throws {
            try makeFolder(folder)
            let arguments = ["-x", "c", "-O2", "-Wall", "-Wextra", "-Werror", "-o", "\(folder)/iobench", "-"]
            let source = Array(GuestFiles.benchSource.utf8)
            try await LocalCommands().output(of: Command("gcc", arguments, input: .bytes(source)))
            try Data(count: GuestBenchTests.first + GuestBenchTests.length + 4096).write(to: URL(filePath: disk))
        }

        deinit { try? FileManager.default.removeItem(atPath: folder) }

        func run(_ operation: String, block: String = "4096", depth: String = "4") async throws -> String {
            let arguments = [
                disk, "\(GuestBenchTests.first)", "\(GuestBenchTests.length)", operation, block, depth, "1",
            ]
            return try await LocalCommands().run(Command("\(folder)/iobench", arguments)).standardOutput
        }

        func content() throws -> Data { try Data(contentsOf: URL(filePath: disk)) }
    }

    /// What a line says, by its key.
    private func figures(_ line: String) -> [String: Int] {
        let pairs = line.split(whereSeparator: \.isWhitespace).map { $0.split(separator: "=") }
        return Dictionary(uniqueKeysWithValues: pairs.filter { $0.count == 2 }.map { ("\($0[0])", Int($0[1]) ?? -1) })
    }

    @Test(arguments: ["read", "randread", "write", "randwrite"])
    func tellsHowManyRequestsItMadeInItsTime(operation: String) async throws {
        let line = try await Bench().run(operation)
        #expect(line.hasPrefix("IOBENCH \(operation) 4096 4 requests="), "\(line)")
        let found = figures(line)
        #expect(try #require(found["requests"]) > 0)
        #expect(try #require(found["microseconds"]) >= 1_000_000)
    }

    @Test func writesInItsPartOfTheDiskOnly() async throws {
        let bench = try await Bench()
        _ = try await bench.run("write", block: "65536")
        let content = try bench.content()
        #expect(content.prefix(Self.first).allSatisfy { $0 == 0 })
        #expect(content.dropFirst(Self.first + Self.length).allSatisfy { $0 == 0 })
        #expect(!content.dropFirst(Self.first).prefix(65536).allSatisfy { $0 == 0 })
    }

    @Test func readsChangeNothing() async throws {
        let bench = try await Bench()
        _ = try await bench.run("randread")
        #expect(try bench.content().allSatisfy { $0 == 0 })
    }

    @Test(arguments: [("trim", "4096", "4"), ("read", "1000", "4"), ("read", "0", "4"), ("read", "4096", "0")])
    func saysWhatItCannotDo(operation: String, block: String, depth: String) async throws {
        #expect(try await Bench().run(operation, block: block, depth: depth).hasPrefix("IOBENCH ERROR "))
    }
}
