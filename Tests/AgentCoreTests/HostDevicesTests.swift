import BlockDeviceKit
import HostCommandTesting
import Testing

@testable import AgentCore

@Suite struct HostDevicesTests {
    private func host() -> ScriptedCommands {
        let host = ScriptedCommands()
        host.answer("stat --dereference", "block special file\t/dev/sdb\nblock special file\t/dev/sdc\n")
        host.answer("find /dev/disk/by-id", "ata-DISK_1\t../../sdb\nwwn-0x5000\t../../sdb\n")
        let devices = ["sdb", "sdc"].map { name in
            """
            {"kname":"\(name)","path":"/dev/\(name)","type":"disk","size":8589934592,"ro":false,"rota":true,
            "rm":false,"model":null,"serial":null,"tran":null,"parttype":null,"mountpoints":[null]}
            """
        }
        host.answer("lsblk", #"{"blockdevices":[\#(devices.joined(separator: ","))]}"#)
        host.answer("wipefs --json")
        return host
    }

    @Test(arguments: ["/dev/sdb", "/dev/disk/by-id/ata-DISK_1"])
    func countsADeviceByItsOwnNames(name: String) async throws {
        let host = host()
        host.answer("realpath", "")
        #expect(try await HostDevices(host, allowed: [name]).survey().map(\.device.path) == ["/dev/sdb"])
    }

    @Test func countsADeviceByAnyLinkToIt() async throws {
        let host = host()
        let link = "/dev/disk/by-id/wwn-0x5000"
        host.answer("realpath --canonicalize-existing -- \(link)", "/dev/sdb\n")
        #expect(try await HostDevices(host, allowed: [link]).survey().map(\.device.path) == ["/dev/sdb"])
    }

    @Test func withoutASettingAllDevicesCountAndWithAnEmptyOneNone() async throws {
        #expect(try await HostDevices(host()).survey().count == 2)
        #expect(try await HostDevices(host(), allowed: []).survey().isEmpty)
    }
}
