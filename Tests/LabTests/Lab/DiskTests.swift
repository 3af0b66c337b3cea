import Foundation
import HostCommand
import MortarModel
import Testing

@testable import LabKit

extension LabTests.SharedHostsTests {
    @Suite struct DiskTests {
        let lab: Lab

        init() throws {
            lab = try SharedLab.lab
        }

        @discardableResult
        func run(_ program: String...) async throws -> CommandOutput {
            try await lab.run(program, on: "h2")
        }

        func disk(_ number: Int) async throws -> LabStatus.Disk {
            try #require(try await lab.disks(of: "h2").first { $0.number == number })
        }

        func path(_ number: Int) async throws -> String { try #require(try await disk(number).path) }

        func read(_ path: String) async throws -> CommandOutput {
            try await run("dd", "if=\(path)", "of=/dev/null", "bs=64K", "count=1", "iflag=direct")
        }

        func write(_ path: String) async throws -> CommandOutput {
            try await run("dd", "if=/dev/zero", "of=\(path)", "bs=64K", "count=1", "oflag=direct")
        }

        /// Takes a disk away again that a test has added.
        func remove(_ number: Int) async throws {
            var record = try lab.record()
            var host = try record.host(named: "h2")
            let disk = try #require(host.disks.first { $0.number == number })
            try await lab.host(host, of: record).pull(disk)
            host.disks.removeAll { $0.number == number }
            record.update(host)
            try lab.folder.save(record)
        }

        @Test func aMountedDiskFailsAtOnceAndABlankOneTakesItsPlace() async throws {
            let old = try await lab.addDisk(to: "h2")
            let device = try await path(old)
            try await run("mkfs.xfs", "-q", device)
            try await run("mkdir", "--parents", "/mnt/failing")
            #expect(try await run("mount", device, "/mnt/failing").status == 0)
            try await run("dd", "if=/etc/machine-id", "of=/mnt/failing/file", "conv=fsync")

            #expect(try await lab.failDisk(device, of: "h2") == old)
            for program in [["cat", "/mnt/failing/file"], ["touch", "/mnt/failing/other"], ["ls", "/mnt/failing"]] {
                #expect(try await lab.run(program, on: "h2").standardError.contains("Input/output error"))
            }
            #expect(try await read(device).standardError.contains("Input/output error"))
            #expect(try await write(device).standardError.contains("Input/output error"))
            #expect(try await disk(old).state == .failed)
            #expect(try await run("stat", "--format=%F", device).standardOutput == "block special file\n")
            #expect(try await run("smartctl", "--json=c", "--all", device).status == 2)
            await #expect(throws: Failure.self) { try await lab.failDisk(device, of: "h2") }

            let new = try await lab.replaceDisk(nil, of: "h2")
            let replacement = try await disk(new)
            #expect(replacement.state == .working && replacement.path != device && new > old)
            #expect(replacement.size == Int64(4) << 30)
            #expect(try await run("test", "-e", device).status == 1)
            #expect(try await write(#require(replacement.path)).status == 0)
            try await run("umount", "/mnt/failing")
            #expect(
                try await !LoopDevices(runner: LocalCommands()).list().contains { $0.file.hasSuffix("disk\(old).img") })
            try await remove(new)
        }

        @Test func aDiskThatWasAddedIsThereAfterAPowerLossAndOneThatFailedStaysFailed() async throws {
            let added = try await lab.addDisk(to: "h2", size: .gibibytes(1))
            let failed = try await lab.addDisk(to: "h2", size: .gibibytes(1))
            #expect(try await run("blockdev", "--getsize64", path(added)).standardOutput == "1073741824\n")
            _ = try await lab.failDisk("\(failed)", of: "h2")
            try await lab.setPower(of: "h2", .off)
            try await lab.setPower(of: "h2", .on)
            #expect(try await read(path(added)).status == 0)
            #expect(try await read(path(failed)).standardError.contains("Input/output error"))
            for number in [added, failed] { try await remove(number) }
        }

        @Test func aHostWithoutPowerGetsItsNewDisksWhenItBoots() async throws {
            let first = try await lab.addDisk(to: "h2", size: .gibibytes(1))
            try await lab.setPower(of: "h2", .off)
            let second = try await lab.replaceDisk("\(first)", of: "h2")
            try await lab.setPower(of: "h2", .on)
            #expect(try await read(path(second)).status == 0)
            let nodes = try await run("find", "/dev", "-maxdepth", "1", "-name", "loop*").standardOutput
            let disks = try await lab.disks(of: "h2").compactMap(\.path)
            #expect(Set(nodes.split(separator: "\n").map(String.init)) == Set(disks))
            try await remove(second)
        }

        @Test func smartctlTellsWhatWasSetOrThatADiskIsWell() async throws {
            let number = try await lab.addDisk(to: "h2", size: .gibibytes(1))
            let device = try await path(number)
            let well = try await run("smartctl", "--json=c", "--all", device)
            #expect(well.status == 0)
            let told = try JSONSerialization.jsonObject(with: Data(well.standardOutput.utf8)) as? [String: Any]
            #expect((told?["smart_status"] as? [String: Bool])?["passed"] == true)
            #expect((told?["user_capacity"] as? [String: Int])?["bytes"] == 1 << 30)

            let report = #"{"smartctl": {"exit_status": 8}, "smart_status": {"passed": false}}"#
            #expect(try await lab.setSMART(Data(report.utf8), of: device, of: "h2") == number)
            let output = try await run("smartctl", "--json=c", "--all", device)
            #expect(output == CommandOutput(status: 8, standardOutput: report))
            #expect(try await run("smartctl", "--version").standardOutput.hasPrefix("smartctl "))
            // Whatever disk has the name next is another one.
            try await remove(number)
            let next = try await lab.addDisk(to: "h2", size: .gibibytes(1))
            #expect(try await run("smartctl", "--json=c", "--all", path(next)).status == 0)
            try await remove(next)
        }

        @Test func disksThatAreNotThereAreRefusedWithThoseThatAre() async throws {
            let failure = try await #require(throws: Failure.self) { try await lab.failDisk("/dev/sda", of: "h2") }
            #expect(failure.code == .notFound && failure.correction?.contains("/dev/loop") == true)
            await #expect(throws: Failure.self) { try await lab.replaceDisk(nil, of: "h2") }
            await #expect(throws: Failure.self) { try await lab.addDisk(to: "h9") }
            await #expect(throws: Failure.self) { try await lab.addDisk(to: "h2", size: .mebibytes(1)) }
        }
    }
}
