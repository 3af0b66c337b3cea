import AgentServer
import Foundation
import Logging
import MortarModel
import Testing

struct LeaderEpochTests {
    let path = FileManager.default.temporaryDirectory.appending(path: "leader-epoch-\(UUID())").path
    let logger = Logger(label: "test")

    @Test func isRememberedByARestartedAgent() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        try LeaderEpoch(path: path, logger: logger).admit(7)
        let restarted = try LeaderEpoch(path: path, logger: logger)
        #expect(throws: Failure.self) { try restarted.admit(6) }
        try restarted.admit(7)
        try restarted.admit(8)
    }

    @Test func aFileThatCannotBeReadIsNotMissing() {
        #expect(throws: (any Error).self) { try LeaderEpoch(path: "/etc", logger: logger) }
    }

    @Test func isNotReadFromNonsense() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        try "seven".write(toFile: path, atomically: true, encoding: .utf8)
        #expect(throws: Failure.self) { try LeaderEpoch(path: path, logger: logger) }
    }
}
