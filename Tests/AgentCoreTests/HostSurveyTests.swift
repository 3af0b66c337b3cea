import AgentAPI
import Foundation
import HostCommand
import HostCommandTesting
import Logging
import MortarModel
import SmartKit
import Testing

@testable import AgentCore

@Suite struct HostSurveyTests {
    /// What stands for `/`, with all that the kernel and the distribution tell.
    private func files() throws -> KernelFiles {
        let root = FileManager.default.temporaryDirectory.appending(path: "root-\(UUID())")
        let names = [
            "sys/kernel/hostname", "sys/kernel/random/boot_id", "sys/kernel/osrelease", "cpuinfo", "loadavg", "meminfo",
            "partitions", "self/mountinfo", "swaps", "net/tcp",
        ]
        for path in names.map({ "proc/\($0)" }) + ["etc/os-release"] {
            let file = root.appending(path: path)
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
            try "x\n".write(to: file, atomically: true, encoding: .utf8)
        }
        return KernelFiles(root: root.path(percentEncoded: false))
    }

    private func host() -> ScriptedCommands {
        let host = ScriptedCommands()
        host.answer("stat --dereference", "block special file\t/dev/sdb\n")
        host.answer("find /dev/disk/by-id")
        host.answer(
            "lsblk",
            """
            {"blockdevices":[{"kname":"sdb","path":"/dev/sdb","type":"disk","size":8589934592,"ro":false,"rota":true,
            "rm":false,"model":"DISK","serial":"1","wwn":"0x5000","tran":"sata","parttype":null,"mountpoints":[null]}]}
            """)
        host.answer("wipefs --json")
        host.answer("ip ", "[]")
        host.answer("findmnt", CommandOutput(status: 1))
        host.answer("smartctl", #"{"smart_status":{"passed":false},"scsi_grown_defect_list":7}"#)
        return host
    }

    /// Facts that are used again say what devices have told since.
    @Test func factsCarryTheNewestMeasurements() async throws {
        let host = host()
        let files = try files()
        let devices = HostDevices(host)
        let measured = MeasuredDevices()
        let survey = HostSurvey(
            host, devices: devices, bricks: Bricks(host, devices: devices, probes: BrickProbes(files)),
            measured: measured, mounts: VolumeMounts(host), pool: Pool(host), agentVersion: "1", files: files)
        func device() async throws -> DeviceFacts? {
            try await survey.facts(
                maxAge: .seconds(3600), hasKVM: false, libgfapi: SelfTest(.untried, detail: "none"), vms: []
            ).devices.first
        }
        let before = try await device()
        #expect(before?.wwn == "0x5000" && before?.transport == "sata" && before?.measurements == nil)
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        try await DeviceWatch(
            devices: measured, smartctl: Smartctl(host),
            errors: KernelErrors(files, messages: nil, logger: logger), feed: ChangeFeed()
        ).measure(at: .now)
        let after = try await device()?.measurements
        #expect(after?.passed == false && after?.reallocatedSectors == 7)
        #expect(host.lines.count { $0.hasPrefix("lsblk") } == 1)
    }
}
