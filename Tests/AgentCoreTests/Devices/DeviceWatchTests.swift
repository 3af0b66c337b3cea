import AgentAPI
import BlockDeviceKit
import Foundation
import HostCommand
import HostCommandTesting
import Logging
import MortarModel
import SmartKit
import Testing

@testable import AgentCore

@Suite struct DeviceWatchTests {
    private let devices = MeasuredDevices()
    private let host = ScriptedCommands()
    private let feed = ChangeFeed()
    private let start = ContinuousClock.now
    private static let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    private var watch: DeviceWatch {
        DeviceWatch(
            devices: devices, smartctl: Smartctl(host),
            errors: KernelErrors(
                KernelFiles(root: "/none"), messages: nil,
                logger: Self.logger),
            feed: feed)
    }

    private func disk(_ name: String, kind: String = "disk", serial: String = "1") -> BlockDevice {
        BlockDevice(kernelName: name, path: "/dev/\(name)", kind: kind, size: 1 << 33, serial: serial)
    }

    private func told(_ name: String, serial: String = "1") -> DeviceMeasurements? {
        devices.measurements(of: .init(path: "/dev/\(name)", serial: serial))
    }

    private func nvme(spare: Int, temperature: Int = 40, hours: Int = 7) -> CommandOutput {
        let log =
            #"{"critical_warning":0,"available_spare":\#(spare),"temperature":\#(temperature),"power_on_hours":\#(hours)}"#
        return CommandOutput(
            status: 0, standardOutput: #"{"smart_status":{"passed":true},"nvme_smart_health_information_log":\#(log)}"#)
    }

    private func asleep() -> CommandOutput {
        CommandOutput(status: 3, standardOutput: #"{"smartctl":{"exit_status":3}}"#)
    }

    /// What the engine hears while this happens.
    private func changes(_ body: () async throws -> Void) async throws -> [HostChange] {
        let feed = feed
        let stream = feed.listen()
        try await body()
        feed.finish()
        return try await stream.reduce(into: []) { $0.append($1) }
    }

    @Test func asksWholeDevicesEveryHalfMinute() async throws {
        host.answer("smartctl", nvme(spare: 100))
        devices.watch([disk("sdb"), disk("sdb1", kind: "part"), disk("loop0", kind: "loop")])
        for seconds in [0, 2, 29] { try await watch.measure(at: start + .seconds(seconds)) }
        let asked = ["loop0", "sdb"].map { "smartctl --json=c --all --nocheck=standby,3 /dev/\($0)" }
        #expect(host.lines == asked)
        try await watch.measure(at: start + .seconds(30))
        #expect(host.lines == asked + asked)
        #expect(told("sdb")?.spare == 100 && told("sdb")?.passed == true && told("sdb")?.temperature == 40)
    }

    @Test func tellsTheEngineOnlyWhatMatters() async throws {
        host.answer("smartctl", [nvme(spare: 100), nvme(spare: 100, temperature: 60, hours: 8), nvme(spare: 9)])
        devices.watch([disk("sdb")])
        let seen = try await changes {
            for round in 0..<3 { try await watch.measure(at: start + .seconds(30 * round)) }
        }
        #expect(seen == [.heartbeat, .facts, .facts])
        #expect(told("sdb")?.spare == 9)
    }

    @Test func aSleepingDiskIsAsItWasBefore() async throws {
        host.answer("smartctl", [nvme(spare: 50), asleep()])
        devices.watch([disk("sdb")])
        let seen = try await changes {
            for round in 0..<2 { try await watch.measure(at: start + .seconds(30 * round)) }
        }
        #expect(seen == [.heartbeat, .facts])
        #expect(told("sdb")?.spare == 50 && told("sdb")?.obstacle == nil)
    }

    @Test func aDeviceThatTellsNothingSaysWhy() async throws {
        host.answer("smartctl", CommandOutput(status: 1, standardOutput: #"{"smart_support":{"available":false}}"#))
        devices.watch([disk("loop0", kind: "loop")])
        try await watch.measure(at: start)
        #expect(told("loop0")?.obstacle == "the device has no SMART")
        try await DeviceWatch(
            devices: devices, smartctl: Smartctl(host, program: "/missing"), errors: watch.errors, feed: feed
        ).measure(at: start + .seconds(30))
        #expect(told("loop0")?.obstacle?.contains("/missing") == true)
    }

    @Test func aDeadDeviceIsAskedLessOftenAndTheOthersAsBefore() async throws {
        let commands = StuckDevice(path: "/dev/sdb")
        devices.watch([disk("sdb"), disk("sdc")])
        let watch = DeviceWatch(devices: devices, smartctl: Smartctl(commands), errors: watch.errors, feed: feed)
        for seconds in stride(from: 0, through: 300, by: 30) { try await watch.measure(at: start + .seconds(seconds)) }
        #expect(commands.host.commands.count { $0.arguments.last == "/dev/sdb" } == 2)
        #expect(commands.host.commands.count { $0.arguments.last == "/dev/sdc" } == 11)
        #expect(told("sdb")?.obstacle?.contains("not finished after") == true)
    }

    /// A dying disk has many.
    @Test func tellsTheFirstErrorsAndWhenTheyHaveDoubled() async throws {
        let root = FileManager.default.temporaryDirectory.appending(path: "root-\(UUID())").path()
        defer { try? FileManager.default.removeItem(atPath: root) }
        let folder = root + "/sys/block/sdb/device"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        func set(_ count: Int) throws {
            try "0x\(String(count, radix: 16))\n".write(
                toFile: folder + "/ioerr_cnt", atomically: true, encoding: .utf8)
        }
        try set(0)
        host.answer("smartctl", nvme(spare: 100))
        devices.watch([disk("sdb")])
        var watch = watch
        watch.errors = KernelErrors(KernelFiles(root: root), messages: nil, logger: Self.logger)
        let seen = try await changes {
            try await watch.measure(at: start)
            for count in [0, 1, 2, 3, 4, 5] {
                try set(count)
                watch.countErrors()
            }
        }
        #expect(seen == [.heartbeat, .facts, .facts, .facts, .facts])
        #expect(told("sdb")?.kernelErrors == 5 && told("sdb")?.spare == 100)
    }

    @Test func aPartitionIsAsWellAsItsDisk() async throws {
        host.answer("smartctl", nvme(spare: 3))
        var whole = disk("sdb")
        whole.children = [disk("sdb1", kind: "part", serial: "")]
        devices.watch([
            whole, whole.children[0], BlockDevice(kernelName: "zram0", path: "/dev/zram0", kind: "disk", size: 0),
        ])
        try await watch.measure(at: start)
        #expect(host.lines.count == 1)
        #expect(told("sdb1", serial: "")?.spare == 3)
    }

    @Test func anotherDiskInItsPlaceInheritsNothing() async throws {
        host.answer("smartctl", nvme(spare: 3))
        devices.watch([disk("sdb", serial: "old")])
        try await watch.measure(at: start)
        #expect(told("sdb", serial: "old")?.spare == 3)
        devices.watch([disk("sdb", serial: "new")])
        #expect(told("sdb", serial: "new") == nil && told("sdb", serial: "old") == nil)
        #expect(devices.due(at: start).map(\.device.serial) == ["new"])
    }
}

/// A host of which one device does not answer in time.
private struct StuckDevice: CommandRunner {
    let path: String
    let host = ScriptedCommands()

    init(path: String) {
        self.path = path
        host.answer("smartctl", #"{"smart_status":{"passed":true}}"#)
    }

    func run(_ command: Command) async throws -> CommandOutput {
        let output = try await host.run(command)
        if command.arguments.last == path { throw CommandFailure(command, .timedOut(command.timeLimit)) }
        return output
    }
}
