import AgentAPI
import Foundation
import HostCommand
import HostCommandTesting
import Logging
import Testing

@testable import AgentCore

@Suite struct LibgfapiSelfTestTests {
    let volume: VolumeFolder
    let host = ScriptedCommands()

    init() throws {
        volume = try VolumeFolder()
        host.answer("qemu-io --version", "qemu-io version 7.2.22 (Debian)\nCopyright (c) 2003-2022\n")
        host.answer("glusterfs --version", "glusterfs 10.3\nRepository revision: git://git.gluster.org\n")
    }

    private var record: String { volume.mounts + "/run/libgfapi" }

    /// The verdict of an agent that starts now.
    private func verdict(roots: VolumeRoots? = nil) async throws -> SelfTest {
        let owner = volume.owner
        let test = LibgfapiSelfTest(
            roots: roots ?? volume.roots, images: volume.images(host), commands: host, record: record,
            owner: { owner }, logger: Logger(label: "test"))
        return try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await test.run() }
            _ = try await becomesTrue(within: .seconds(roots == nil ? 120 : 0), every: .milliseconds(5)) {
                await test.result.verdict != .untried
            }
            group.cancelAll()
            return await test.result
        }
    }

    @Test func passesWhenQEMUReadsBackWhatItWrote() async throws {
        host.answer("setpriv", "")
        let result = try await verdict()
        #expect(result.verdict == .passed)
        #expect(result.detail.contains("qemu-io version 7.2.22 (Debian), glusterfs 10.3"))
        let trial = try #require(host.lines.first { $0.hasPrefix("setpriv") })
        #expect(trial.contains("file.driver=gluster,file.volume=set-1,file.path=images/selftest-"))
        #expect(trial.hasSuffix("file.server.0.type=inet,file.server.0.host=h1,file.server.0.port=24007"))
        #expect(try volume.files().isEmpty)
    }

    @Test func aPassCountsUntilTheSoftwareChanges() async throws {
        host.answer("setpriv", "")
        _ = try await verdict()
        host.forget()
        #expect(try await verdict().verdict == .passed)
        #expect(!host.lines.contains { $0.hasPrefix("setpriv") })
        host.answer("glusterfs --version", "glusterfs 11.1\n")
        #expect(try await verdict().verdict == .passed)
        #expect(host.lines.contains { $0.hasPrefix("setpriv") })
    }

    @Test func failsWithTheWordsOfWhatFailed() async throws {
        host.fail("setpriv", "qemu-io: can't open: Unknown driver 'gluster'")
        let result = try await verdict()
        #expect(result.verdict == .failed)
        #expect(result.detail.contains("Unknown driver 'gluster'"))
        #expect(try volume.files().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: record))
    }

    @Test func isUntriedWithoutAVolume() async throws {
        #expect(try await verdict(roots: VolumeRoots(folder: "/nowhere") { "" }).verdict == .untried)
    }
}
