import Foundation
import HostCommand
import Testing

@testable import LabKit

@Suite struct EmulatedHostTests {
    private let image = EmulatedHostImage(folder: "/cache/e")

    private func arguments(_ snapshot: String?) throws -> [String] {
        try Emulator(name: "/run/e", folder: "/run/e", image: image, disk: "/run/e/disk", runner: LocalCommands())
            .arguments(snapshot)
    }

    @Test func hasNoWayOutAndIsFoundByItsName() throws {
        let arguments = try arguments(nil)
        let network = try #require(arguments.first { $0.hasPrefix("user,") })
        #expect(network.contains("restrict=on") && network.contains("hostfwd=tcp:127.0.0.1:"))
        #expect(arguments.prefix(2) == ["-name", "/run/e"])
        #expect(!arguments.contains("-loadvm"))
    }

    @Test func goesOnFromASnapshot() throws {
        #expect(try arguments("booted").suffix(2) == ["-loadvm", "booted"])
    }

    @Test(arguments: [
        (#"{"return": {}}"#, Monitor.Answer.done(nil)),
        (#"{"return": "words\r\n"}"#, .done("words\r\n")),
        (#"{"error": {"class": "GenericError", "desc": "no such bus"}}"#, .refused("no such bus")),
        (#"{"timestamp": {"seconds": 1, "microseconds": 2}, "event": "RESET", "data": {"guest": false}}"#, .event),
    ])
    func readsWhatTheMonitorSays(_ line: String, _ answer: Monitor.Answer) throws {
        #expect(try JSONDecoder().decode(Monitor.Answer.self, from: Data(line.utf8)) == answer)
    }

    @Test func aPathThatIsTooLongForASocketIsRefused() {
        #expect(throws: (any Error).self) {
            try MonitorConnection(path: "/" + String(repeating: "a", count: 200))
        }
    }

    @Test func portsAreFree() throws {
        let port = try Emulator.freePort()
        #expect((1024...65535).contains(port))
    }
}
