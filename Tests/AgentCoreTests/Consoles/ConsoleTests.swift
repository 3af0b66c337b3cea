import Foundation
import LibvirtKit
import MortarModel
import NIOCore
import Synchronization
import Testing

@testable import AgentCore

@Suite struct ConsoleTests {
    let host: VMHost

    init() throws {
        host = try VMHost()
    }

    @Test func typesOnTheConsole() async throws {
        try await host.machines.writeToConsole(host.id, ByteBuffer(string: "ro"))
        try await host.machines.writeToConsole(host.id, ByteBuffer(string: "ot\n"))
        #expect(host.hypervisor.state.withLock { $0.typed } == Array("root\n".utf8))
    }

    @Test func saysWhoHasTheConsole() async throws {
        host.hypervisor.state.withLock {
            $0.consoleError = LibvirtError(code: .operationFailed, message: "Active console session exists")
        }
        let failure = await #expect(throws: Failure.self) {
            try await host.machines.writeToConsole(host.id, ByteBuffer(string: "x"))
        }
        #expect(failure?.code == .conflict)
        #expect(failure?.correction?.contains("virsh console") == true)
    }

    /// As it does while a VM's storage hangs.
    @Test func isShownWhereLibvirtDoesNotAnswer() async throws {
        try FileManager.default.createDirectory(atPath: host.consoleFolder, withIntermediateDirectories: true)
        try Data("blocked for 120 s".utf8).write(to: URL(filePath: "\(host.consoleFolder)/\(host.id).log"))
        let silence = LibvirtError(code: .timedOut, message: "libvirt did not answer")
        host.hypervisor.state.withLock { $0.domainError = silence }
        var pieces = try await host.machines.consoleOutput(host.id, history: true).makeAsyncIterator()
        #expect(try await pieces.next() == ByteBuffer(string: "blocked for 120 s"))
        host.hypervisor.state.withLock { $0.domainError = nil }
        #expect(try await pieces.next() == nil)
    }

    @Test func showsWhatIsKeptOfAVMThatHasEnded() async throws {
        let refused = await #expect(throws: Failure.self) {
            _ = try await host.machines.consoleOutput(host.id, history: true)
        }
        #expect(refused?.code == .conflict)
        try FileManager.default.createDirectory(atPath: host.consoleFolder, withIntermediateDirectories: true)
        try Data("panic".utf8).write(to: URL(filePath: "\(host.consoleFolder)/\(host.id).log"))
        var seen = ""
        for try await piece in try await host.machines.consoleOutput(host.id, history: true) {
            seen += String(buffer: piece)
        }
        #expect(seen == "panic")
    }

    /// It may be on its way to another host, where its console goes on.
    @Test func hasNoMoreToShowOfAVMThatHasLeft() async throws {
        try FileManager.default.createDirectory(atPath: host.consoleFolder, withIntermediateDirectories: true)
        try Data("before".utf8).write(to: URL(filePath: "\(host.consoleFolder)/\(host.id).log"))
        var pieces = try await host.machines.consoleOutput(host.id, history: false).makeAsyncIterator()
        #expect(try await pieces.next() == nil)
    }
}
