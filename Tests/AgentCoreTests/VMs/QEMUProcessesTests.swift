import Foundation
import Testing

@testable import AgentCore

@Suite struct QEMUProcessesTests {
    let id = UUID()
    let proc: FakeProcesses

    init() throws {
        proc = try FakeProcesses()
    }

    @Test func findsTheProcessOfAVM() throws {
        try proc.addQEMU(10, UUID(), start: 1)
        try proc.addQEMU(11, id, start: 2)
        try proc.add(12, ["/usr/bin/less", "-uuid", id.uuidString.lowercased()], start: 3)
        #expect(try proc.processes().process(of: id) == QEMUProcess(pid: 11, start: 2))
        #expect(try proc.processes().process(of: UUID()) == nil)
    }

    @Test func aLaterProcessOfTheSameNumberIsAnother() throws {
        let ended = QEMUProcess(pid: 11, start: 2)
        try proc.addQEMU(11, id, start: 3)
        #expect(try !proc.processes().exists(ended))
        try proc.processes().end(ended)
        #expect(try proc.processes().process(of: id) == QEMUProcess(pid: 11, start: 3))
    }

    @Test func findsItselfInTheKernelsOwnFolder() throws {
        #expect(try QEMUProcesses().process(of: id) == nil)
        #expect(try kernelBytes("/proc/self/stat")?.isEmpty == false)
        #expect(try kernelBytes("/proc/0/stat") == nil)
    }
}
