import Foundation
import HostCommand
import MortarModel
import Testing

@testable import LabKit

@Suite struct BuildCacheTests {
    let folder = FileManager.default.temporaryDirectory.appending(path: "cache-\(UUID())").path()
    var cache: BuildCache { BuildCache(folder: folder, runner: LocalCommands()) }

    struct Interruption: Error {}

    @Test func buildsOnceAndNeverUsesAnInterruptedBuild() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        await #expect(throws: Interruption.self) {
            try await cache.path("tree") { path in
                try makeFolder("\(path)/half")
                throw Interruption()
            }
        }
        let path = try await cache.path("tree") { path in
            #expect(!FileManager.default.fileExists(atPath: path))
            try makeFolder("\(path)/whole")
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: path) == ["whole"])
        #expect(try await cache.path("tree") { _ in Issue.record("built twice") } == path)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["tree"])
    }

    @Test func endsWhatAKilledBuildHasLeft() async throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let abandoned = "\(folder)/tree.unfinished"
        try makeFolder("\(abandoned)/half")
        let builder = Process()
        builder.executableURL = URL(filePath: "/bin/sh")
        builder.arguments = ["-c", "read line", abandoned]
        builder.standardInput = Pipe()
        try builder.run()
        try await cache.removeAbandoned()
        builder.waitUntilExit()
        #expect(builder.terminationReason == .uncaughtSignal)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
    }

    @Test func onlyOneHoldsALock() throws {
        try makeFolder(folder)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let path = "\(folder)/lock"
        var first = try FileLock(path: path)
        #expect(try FileLock(path: path) == nil)
        #expect(first != nil)
        first = nil
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(try FileLock(path: path) != nil)
    }
}
