import Foundation
import HostCommand
import LabKit
import Testing

extension LabTests.SharedHostsTests {
    /// The program `mortar-lab`, as scripts use it.
    @Suite struct CommandTests {
        /// Where the name of the lab goes, which is known when a test has it.
        static let thisLab = "this lab"

        func run(_ arguments: [String]) async throws -> CommandOutput {
            let name = try SharedLab.name
            let words = arguments.map { $0 == Self.thisLab ? name : $0 }
            return try await LocalCommands().run(Command(try SharedLab.program("mortar-lab"), words))
        }

        func run(_ command: String, _ arguments: String...) async throws -> CommandOutput {
            try await run([command, "--name", Self.thisLab] + arguments)
        }

        func object(_ output: CommandOutput) throws -> [String: Any] {
            let object = try JSONSerialization.jsonObject(with: Data(output.standardOutput.utf8))
            return try #require(object as? [String: Any])
        }

        @Test func statusGivesAddressesPowerAndDisks() async throws {
            let status = try object(try await run("status", "--output", "json"))
            let hosts = try #require(status["hosts"] as? [[String: Any]])
            let first = try #require(hosts.first)
            #expect(first["name"] as? String == "h1")
            #expect(try first["management_address"] as? String == SharedLab.address(of: "h1", .management))
            #expect(try first["storage_address"] as? String == SharedLab.address(of: "h1", .storage))
            #expect(first["power"] as? String == "on")
            let disks = try #require(first["disks"] as? [[String: Any]])
            #expect(disks.count == 2 && disks.allSatisfy { $0["size"] as? Int == 4 << 30 })
            #expect(disks.allSatisfy { ($0["path"] as? String)?.hasPrefix("/dev/loop") == true })
        }

        @Test func credentialsHaveAllKeysAndASecretFile() async throws {
            let credentials = try object(try await run("credentials", "--output", "json"))
            #expect(Set(credentials.keys) == ["url", "ca_file", "username", "password", "ssh_key"])
            let engine = try SharedLab.address(of: "h1", .management)
            #expect(credentials["url"] as? String == "https://\(engine)/ovirt-engine/api")
            #expect(credentials["username"] as? String == "admin@internal")
            let file = try SharedLab.lab.folder.passwordFile
            let attributes = try FileManager.default.attributesOfItem(atPath: file)
            #expect(attributes[.posixPermissions] as? Int == 0o600)
        }

        @Test func execPassesStatusAndOutputThrough() async throws {
            let output = try await run(
                "exec", "h1", "--", "sh", "-c", "echo out; echo err >&2; exit 7")
            #expect(output == CommandOutput(status: 7, standardOutput: "out\n", standardError: "err\n"))
        }

        @Test func sshLogsInWithTheLabsKey() async throws {
            let output = try await run("ssh", "h2", "--", "hostname")
            #expect(output == CommandOutput(status: 0, standardOutput: "h2\n"))
        }

        @Test func logsAlsoTellOfAHostWithoutPower() async throws {
            #expect(try await run("power", "h3", "off").status == 0)
            let logs = try await run("logs", "h3", "--unit", "ssh", "--lines", "100000")
            #expect(logs.standardOutput.contains("Server listening on"))
            let power = try await run("power", "--output", "json", "h3", "on")
            #expect(try object(power)["power"] as? String == "on")
        }

        @Test func diskShowsADisksDeviceAndState() async throws {
            let listing = try object(try await run("disk", "--output", "json", "h1", "list"))
            let disks = try #require(listing["disks"] as? [[String: Any]])
            #expect(disks.map { $0["number"] as? Int } == [1, 2])
            #expect(disks.allSatisfy { $0["state"] as? String == "working" })
            let table = try await run("disk", "h1", "list").standardOutput
            #expect(table.split(separator: "\n").count == 3 && table.contains("/dev/loop"))
        }

        @Test(arguments: [
            ["status", "--name", "no-such-lab"], ["exec", "--name", thisLab, "h9", "--", "true"],
            ["up", "--hosts", "none"],
            ["up", "--name", thisLab, "--hosts", "7"], ["power", "h1"], ["frobnicate"],
            ["disk", "--name", thisLab, "h1", "smart"], ["disk", "--name", thisLab, "h1", "fail", "/dev/sda"],
            ["disk", "--name", thisLab, "h1", "list", "--size", "1GiB"], ["up", "--name", "Upper"],
        ])
        func misuseIsStatusTwoAndOneComplaint(_ arguments: [String]) async throws {
            let output = try await run(arguments)
            #expect(output.status == 2)
            #expect(output.standardOutput == "" && !output.standardError.isEmpty)
        }
    }
}
