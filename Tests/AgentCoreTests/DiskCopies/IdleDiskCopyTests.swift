import AgentAPI
import Foundation
import Glibc
import HostCommand
import HostCommandTesting
import MortarModel
import Testing

@testable import AgentCore

@Suite struct IdleDiskCopyTests {
    let volume: VolumeFolder
    let host = ScriptedCommands()
    let copies: DiskCopies
    let request: DiskCopyRequest

    init() async throws {
        volume = try VolumeFolder()
        let images = volume.images(host)
        try await images.make(volume.request(.mebibytes(8)))
        try await images.make(volume.request(.mebibytes(8), "images/b.raw"))
        copies = DiskCopies(hypervisor: FakeHypervisor(), images: images)
        request = DiskCopyRequest(
            disk: DiskID(), source: volume.reference(), target: volume.reference("images/b.raw"), vm: nil,
            access: .fuse, servers: [], bandwidth: .mebibytes(2))
    }

    /// Copies until all that was asked for has been done.
    private func running(_ body: @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await copies.run() }
            defer { group.cancelAll() }
            try await body()
        }
    }

    private func complete() async throws -> DiskCopyFacts {
        var facts = try await copies.begin(request)
        while facts.state == .copying {
            try await Task.sleep(for: .milliseconds(5))
            facts = try await copies.facts(request)
        }
        return facts
    }

    @Test func copiesComparesAndTakesThePlace() async throws {
        host.answer("setpriv", "")
        try await running { () async throws in
            let facts = try await complete()
            #expect(facts.state == .complete)
            #expect(try volume.files() == ["images/a.raw", "images/b.raw", "images/b.raw.copy"])
            #expect(try await copies.switchOver(request).state == .switched)
            #expect(try volume.files() == ["images/a.raw", "images/a.raw.moved", "images/b.raw"])
            #expect(volume.status("images/b.raw").size == 8 << 20)
            #expect(try await copies.switchOver(request).state == .switched)
            #expect(try await copies.cancel(request).state == .switched)
        }
        let (old, new) = (volume.path(), volume.path("images/b.raw.copy"))
        #expect(
            host.lines.map { $0.split(separator: "-- ").last.map(String.init) } == [
                "qemu-img convert -f raw -O raw -n --target-is-zero -S 64k -T none -t none -r 2097152 \(old) \(new)",
                "qemu-img compare -f raw -F raw -T none \(old) \(new)",
            ])
    }

    @Test func aCopyThatDiffersNeverTakesThePlace() async throws {
        host.fail("setpriv", "Content mismatch at offset 0!")
        try await running { () async throws in
            let failed = await #expect(throws: Failure.self) { try await complete() }
            #expect(failed?.code == .toolFailed && failed?.cause?.contains("Content mismatch") == true)
            await #expect(throws: Failure.self) { try await copies.switchOver(request) }
            #expect(try await copies.cancel(request).state == .none)
            #expect(try volume.files() == ["images/a.raw", "images/b.raw"])
        }
    }

    @Test func aFileThatWasNotComparedNeverTakesThePlace() async throws {
        host.answer("setpriv", "")
        try await running { () async throws in
            let facts = try await complete()
            #expect(facts.state == .complete)
            let copy = volume.path("images/b.raw.copy")
            #expect(rename(copy, copy + ".old") == 0)
            try Data("x".utf8).write(to: URL(filePath: copy))
            await #expect(throws: Failure.self) { try await copies.switchOver(request) }
            #expect(volume.status("images/b.raw").size == 8 << 20)
        }
    }

    @Test func nothingIsSwitchedBeforeTheCopyIsComplete() async throws {
        _ = try await copies.begin(request)
        let refused = await #expect(throws: Failure.self) { try await copies.switchOver(request) }
        #expect(refused?.code == .conflict)
        #expect(try await copies.cancel(request).state == .none)
        #expect(try await copies.facts(request).state == .none)
    }
}
