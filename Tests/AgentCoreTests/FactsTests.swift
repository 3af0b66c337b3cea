import AgentAPI
import Foundation
import HostCommand
import HostCommandTesting
import MortarModel
import Testing

@testable import AgentCore

@Suite struct FactsTests {
    @Test func readsMemoryAndProcessors() {
        let memory = MemoryFacts(meminfo: "MemTotal:       24682844 kB\nMemFree: 1 kB\nMemAvailable:   23923456 kB\n")
        #expect(memory == MemoryFacts(total: .kibibytes(24_682_844), available: .kibibytes(23_923_456)))
        let cpus = CPUFacts(
            cpuinfo: "processor\t: 0\nmodel name\t: Intel(R)  Xeon(R) CPU @ 2.60GHz\n\nprocessor\t: 1\n",
            loadavg: "1.38 1.46 0.94 2/411 5342\n")
        #expect(cpus == CPUFacts(count: 2, model: "Intel(R) Xeon(R) CPU @ 2.60GHz", load: 1.38))
    }

    @Test func readsTheSystemsName() {
        let text = "NAME=\"Debian GNU/Linux\"\nPRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\n"
        #expect(SystemFacts.prettyName(osRelease: text) == "Debian GNU/Linux 12 (bookworm)")
    }

    @Test func readsThisMachine() throws {
        let facts = try SystemFacts(KernelFiles())
        #expect(facts.cpus.count > 0)
        #expect(facts.memory.total > facts.memory.available)
        #expect(facts.bootID.count == 36)
        #expect(facts.machineID.map(\.count) ?? 32 == 32)
    }

    @Test(arguments: [
        ("glusterfs 10.3\nRepository revision: …", "10.3"), ("libvirtd (libvirt) 9.0.0\n", "9.0.0"),
        ("QEMU emulator version 7.2.11 (Debian 1:7.2+dfsg-7+deb12u6)\nCopyright (c) 2003-2022", "7.2.11"),
    ])
    func findsTheVersion(_ text: String, _ version: String) {
        #expect(InstalledVersions.version(in: text) == version)
    }

    @Test func asksForAVersionAgainOnlyWhenTheProgramWasReplaced() async throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "root-\(UUID())").path()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let program = root + "/usr/sbin/gluster"
        try FileManager.default.createDirectory(atPath: root + "/usr/sbin", withIntermediateDirectories: true)
        try "".write(toFile: program, atomically: true, encoding: .utf8)
        let host = ScriptedCommands()
        host.answer(
            "/usr/sbin/gluster --version", CommandOutput(status: 0, standardOutput: "glusterfs 10.3\n"),
            CommandOutput(status: 0, standardOutput: "glusterfs 11.1\n"))
        let versions = InstalledVersions(host, files: KernelFiles(root: root))
        #expect(try await versions.facts(agent: "1").gluster == "10.3")
        #expect(try await versions.facts(agent: "1").gluster == "10.3")
        try FileManager.default.setAttributes(
            [.modificationDate: Date(timeIntervalSince1970: 1)], ofItemAtPath: program)
        #expect(
            try await versions.facts(agent: "1")
                == SoftwareVersions(agent: "1", gluster: "11.1", libvirt: nil, qemu: nil))
    }
}
