import HostCommand
import HostCommandTesting
import MortarModel
import Testing

@testable import AgentCore

@Suite struct DeviceLightsTests {
    private let host = ScriptedCommands()
    private let name = "/dev/disk/by-id/ata-DISK_1"

    init() {
        host.answer("stat --dereference", "block special file\t/dev/sdb\n")
        host.answer("find /dev/disk/by-id", "ata-DISK_1\t../../sdb\n")
        host.answer(
            "lsblk",
            """
            {"blockdevices":[{"kname":"sdb","path":"/dev/sdb","type":"disk","size":8589934592,"ro":false,"rota":true,
            "rm":false,"model":"DISK","serial":"Z1X2","tran":"sas","parttype":null,"mountpoints":[null]}]}
            """)
        host.answer("wipefs --json")
    }

    private var lights: DeviceLights { DeviceLights(host, devices: HostDevices(host)) }

    @Test func switchesOnlyTheLightOfTheDevice() async throws {
        host.answer("ledctl")
        try await lights.blink(name, on: true)
        try await lights.blink("/dev/sdb", on: false)
        let asked = host.lines.filter { $0.hasPrefix("ledctl") }
        #expect(asked == ["ledctl --listed-only locate=/dev/sdb", "ledctl --listed-only locate_off=/dev/sdb"])
    }

    @Test func aPartitionsLightIsItsDisks() async throws {
        host.answer("stat --dereference", "block special file\t/dev/sdb\nblock special file\t/dev/sdb1\n")
        let part =
            #"{"kname":"sdb1","path":"/dev/sdb1","type":"part","ro":false,"rota":true,"rm":false,"mountpoints":[null]}"#
        host.answer(
            "lsblk",
            #"{"blockdevices":[{"kname":"sdb","path":"/dev/sdb","type":"disk","size":8589934592,"ro":false,"rota":true,"#
                + #""rm":false,"mountpoints":[null],"children":[\#(part)]}]}"#)
        host.answer("ledctl")
        try await lights.blink("/dev/sdb1", on: true)
        #expect(host.lines.last == "ledctl --listed-only locate=/dev/sdb")
    }

    /// ledmon 0.95's words.
    @Test func saysHowElseTheDiskIsFound() async throws {
        host.fail("ledctl", status: 33, "ledctl: /dev/sdb: device not supported")
        let failure = await #expect(throws: Failure.self) { try await lights.blink(name, on: true) }
        #expect(failure?.code == .toolFailed && failure?.cause?.contains("device not supported") == true)
        #expect(failure?.correction == "Find the disk by its serial number Z1X2, which is printed on it.")
    }

    @Test func saysWhatIsNotInstalled() async throws {
        let failure = await #expect(throws: Failure.self) { try await lights.blink(name, on: true) }
        #expect(failure?.cause == "ledctl is not installed.")
        #expect(failure?.correction?.contains("ledmon") == true)
    }

    @Test func aDeviceThatIsNotThereHasNone() async throws {
        host.fail("realpath", "No such file or directory")
        let failure = await #expect(throws: Failure.self) { try await lights.blink("/dev/sdz", on: true) }
        #expect(failure?.code == .notFound)
    }
}
