import HostCommand
import HostCommandTesting
import MortarModel
import Testing

@testable import AgentCore

@Suite struct DeviceWipingTests {
    private func host(mountPoint: String = "null") -> ScriptedCommands {
        let host = ScriptedCommands(files: [:])
        host.answer("stat --dereference", "block special file\t/dev/sdb\n")
        host.answer("find /dev/disk/by-id")
        host.answer(
            "lsblk",
            """
            {"blockdevices":[{"kname":"sdb","path":"/dev/sdb","type":"disk","size":8589934592,"ro":false,"rota":true,
            "rm":false,"model":null,"serial":null,"tran":null,"parttype":null,"mountpoints":[\(mountPoint)]}]}
            """)
        host.answer("wipefs --json", "")
        host.answer("wipefs --all")
        return host
    }

    private func wipe(_ host: ScriptedCommands) async throws {
        try await Bricks(host, devices: HostDevices(host)).wipe("/dev/sdb")
    }

    private func wipings(_ host: ScriptedCommands) -> [String] { host.lines.filter { $0.hasPrefix("wipefs --all") } }

    @Test func aBlankDeviceIsLeftAlone() async throws {
        let host = host()
        try await wipe(host)
        #expect(wipings(host).isEmpty)
    }

    @Test func refusesWhatIsMounted() async throws {
        let host = host(mountPoint: #""/srv""#)
        let failure = await #expect(throws: Failure.self) { try await wipe(host) }
        #expect(failure?.cause?.contains("/dev/sdb is mounted on /srv") == true)
        #expect(wipings(host).isEmpty)
    }

    @Test func refusesEveryBrickOfOurs() async throws {
        let host = host()
        host.answer(
            "wipefs --json",
            #"{"signatures":[{"device":"sdb","type":"xfs","uuid":"11111111-2222-3333-4444-555555555555","label":"mortar-brick"}]}"#
        )
        let failure = await #expect(throws: Failure.self) { try await wipe(host) }
        #expect(failure?.code == .conflict && failure?.message.contains("holds the brick") == true)
        #expect(wipings(host).isEmpty)
    }

    @Test func saysWhenSomethingIsLeftAfterWiping() async throws {
        let host = host()
        host.answer("wipefs --json", #"{"signatures":[{"device":"sdb","type":"ext4"}]}"#)
        let failure = await #expect(throws: Failure.self) { try await wipe(host) }
        #expect(wipings(host) == ["wipefs --all --quiet /dev/sdb"])
        #expect(failure?.message == "/dev/sdb is not blank after it was wiped.")
    }

    @Test func refusesAPathThatNoDeviceHas() async throws {
        let host = host()
        host.fail("realpath", "realpath: /dev/sdz: No such file or directory")
        let failure = await #expect(throws: Failure.self) {
            try await Bricks(host, devices: HostDevices(host)).wipe("/dev/sdz")
        }
        #expect(failure?.code == .notFound)
    }
}
