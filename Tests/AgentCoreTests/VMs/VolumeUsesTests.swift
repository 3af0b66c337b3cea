import AgentAPI
import Foundation
import LibvirtKit
import MortarModel
import Synchronization
import Testing

@testable import AgentCore

@Suite struct VolumeUsesTests {
    private static let mounts = """
        30 1 0:30 / /mnt/plain rw - fuse.glusterfs h1:/plain rw
        31 1 0:31 / /mnt/sub rw - fuse.glusterfs h1,h2:/plain/sub rw
        32 1 0:32 / /mnt/other rw - fuse.glusterfs h1:/plain2 rw
        33 1 0:33 / /mnt/x rw - ext4 /dev/sda rw

        """

    private func use(
        _ hypervisor: FakeHypervisor = FakeHypervisor(), _ processes: FakeProcesses, of volume: String = "plain"
    ) async throws -> VolumeUse {
        try await VolumeUses(
            hypervisor: hypervisor, programs: QEMUFiles(folder: processes.folder), table: { Self.mounts }
        ).use(of: volume)
    }

    private func domain(_ name: String, source: String, state: DomainState.Kind = .running) -> FakeHypervisor {
        let hypervisor = FakeHypervisor()
        let id = UUID()
        let description = "<domain><devices><disk>\(source)<target dev='vda'/></disk></devices></domain>"
        hypervisor.state.withLock {
            $0.domains[id] = (Domain(id: id, name: name, state: DomainState(state, reason: "")), description)
        }
        return hypervisor
    }

    @Test func tellsWhereAVolumeIsMounted() async throws {
        let use = try await use(FakeProcesses())
        #expect(use.mountPoints == ["/mnt/plain", "/mnt/sub"] && use.guests.isEmpty)
    }

    @Test func findsVMsByTheirDescriptions() async throws {
        let byFile = domain("web", source: "<source file='/mnt/plain/web.raw'/>")
        #expect(try await use(byFile, FakeProcesses()).guests == ["web"])
        let byName = domain("web", source: "<source protocol='gluster' name='plain/web.raw'/>")
        #expect(try await use(byName, FakeProcesses()).guests == ["web"])
        let elsewhere = domain("web", source: "<source protocol='gluster' name='plain2/web.raw'/>")
        #expect(try await use(elsewhere, FakeProcesses()).guests == [])
        let off = domain("web", source: "<source file='/mnt/plain/web.raw'/>", state: .off)
        #expect(try await use(off, FakeProcesses()).guests == [])
    }

    @Test func findsVMsThatLibvirtDoesNotKnow() async throws {
        let processes = try FakeProcesses()
        try processes.add(7, ["qemu-system-x86_64", "-name", "guest=db,debug-threads=on"], start: 1)
        try FileManager.default.createDirectory(
            atPath: "\(processes.folder)/7/fd", withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(
            atPath: "\(processes.folder)/7/fd/9", withDestinationPath: "/mnt/sub/db.raw")
        try processes.add(8, ["qemu-system-x86_64", "-drive", "file=gluster://h1/plain/x.raw"], start: 1)
        try processes.add(9, ["qemu-system-x86_64", "-drive", "file=gluster://h1/plain2/x.raw"], start: 1)
        try processes.add(10, ["tar", "/mnt/plain/x"], start: 1)
        #expect(try await use(processes).guests == ["db", "process 8"])
    }

    @Test func aHypervisorThatDoesNotAnswerLeavesItUnknown() async throws {
        let hypervisor = FakeHypervisor()
        hypervisor.state.withLock { $0.listError = LibvirtError(code: .timedOut, message: "no answer") }
        await #expect(throws: Failure.self) { try await use(hypervisor, try FakeProcesses()) }
    }

    private func use(_ processes: FakeProcesses) async throws -> VolumeUse {
        try await use(FakeHypervisor(), processes)
    }
}
