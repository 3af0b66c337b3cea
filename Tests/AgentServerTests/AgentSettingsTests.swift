import Logging
import MortarModel
import Testing

@testable import AgentServer

struct AgentSettingsTests {
    @Test func aMissingFileMeansDefaults() throws {
        #expect(try AgentSettings(file: "/nonexistent/agent.yaml") == AgentSettings())
    }

    @Test func aFileThatCannotBeReadIsNotMissing() {
        #expect(throws: Failure.self) { try AgentSettings(file: "/etc") }
    }

    @Test(arguments: ["", "# nothing set\n", "---\n"])
    func anEmptyFileMeansDefaults(_ yaml: String) throws {
        #expect(try AgentSettings(yaml: yaml) == AgentSettings())
    }

    @Test func everythingCanBeSet() throws {
        let settings = try AgentSettings(
            yaml: """
                listen-address: 10.88.0.11
                port: 54401
                log-level: debug
                devices: [/dev/loop3, /dev/loop4]
                smartctl: /usr/local/bin/smartctl
                fault-file: /run/mortar/faults
                """)
        var expected = AgentSettings()
        expected.listenAddress = "10.88.0.11"
        expected.port = 54401
        expected.logLevel = .debug
        expected.devices = ["/dev/loop3", "/dev/loop4"]
        expected.smartctl = "/usr/local/bin/smartctl"
        expected.faultFile = "/run/mortar/faults"
        #expect(settings == expected)
    }

    @Test func anEmptyListOfDevicesMeansNone() throws {
        #expect(try AgentSettings(yaml: "devices: []").devices == [])
    }

    @Test(arguments: [
        "prot: 1", "port: 0", "port: many", "log-level: loud", "devices: /dev/sdb", "devices: [sdb]", "- port",
        "fault-file: faults", "port: [1", "smartctl: {}",
    ])
    func whatIsNotUnderstoodIsRefused(_ yaml: String) {
        #expect(throws: (any Error).self) { try AgentSettings(yaml: yaml) }
    }
}
