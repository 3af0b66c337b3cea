import HostCommand
import HostCommandTesting
import Testing

@testable import BlockDeviceKit

/// A tool's general failure code must never be taken for “already exists”, nor for “there is none”.
@Suite struct GeneralFailureTests {
    private static let words = "the disk is on fire"

    /// A host where everything is missing yet and one program fails as it does for any reason.
    private func host(failing program: String, status: Int32) -> ScriptedCommands {
        let host = ScriptedCommands()
        host.answer("vgs", #"{"report":[{"vg":[]}]}"#)
        host.answer("lvs", #"{"report":[{"lv":[]}]}"#)
        host.answer("lvs --reportformat json --units", #"{"report":[{"lv":[{"lv_size":"8556380160"}]}]}"#)
        host.answer("findmnt", "/mnt\n")
        for answered in ["vgcreate", "lvcreate", "mkfs.xfs", "mount", "umount"] { host.answer(answered) }
        host.fail(program, status: status, Self.words)
        return host
    }

    private func expectFailure(_ body: () async throws -> Void) async {
        let failure = await #expect(throws: CommandFailure.self) { try await body() }
        #expect(failure?.tail == Self.words)
    }

    @Test(arguments: ["vgs", "vgcreate", "lvs", "lvs --reportformat json --units", "lvcreate", "lvcreate --thin"])
    func aGeneralFailureOfLVMIsNotTakenForAlreadyExists(_ program: String) async {
        await expectFailure {
            try await ThinVolume(host(failing: program, status: 5)).make(
                group: "own-u1", device: "/dev/sdb", size: 8 << 30)
        }
    }

    @Test func aGeneralFailureOfMkfsIsNotTakenForAlreadyExists() async {
        await expectFailure {
            try await XFS(host(failing: "mkfs.xfs", status: 1)).make(on: "/dev/sdb", uuid: "u1", label: "own")
        }
    }

    @Test func aGeneralFailureOfMountIsNotTakenForMounted() async {
        let unit = MountUnit(description: "d", source: "/dev/sdb", mountPoint: "/mnt", type: "xfs", options: [])
        await expectFailure { try await Mounts(host(failing: "mount", status: 32)).mount(unit) }
    }

    @Test(arguments: ["findmnt", "umount"])
    func aGeneralFailureIsNotTakenForUnmounted(_ program: String) async {
        await expectFailure { try await Mounts(host(failing: program, status: 1)).unmount("/mnt") }
    }
}
