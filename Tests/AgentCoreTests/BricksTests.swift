import AgentAPI
import BlockDeviceKit
import HostCommand
import HostCommandTesting
import MortarModel
import Testing

@testable import AgentCore

@Suite struct BricksTests {
    private let id = BrickID(rawValue: "11111111-2222-3333-4444-555555555555")
    private let other = "99999999-2222-3333-4444-555555555555"
    private var mountPoint: String { BrickLayout.mountPoint(id) }
    private var unit: String { "/etc/systemd/system/\(BrickLayout.unit(id).name)" }

    private func xfs(_ uuid: String, label: String = "mortar-brick") -> String {
        signatures(#"{"device":"sdb","type":"xfs","uuid":"\#(uuid)","label":"\#(label)"}"#)
    }

    private func signatures(_ found: String) -> String { #"{"signatures":[\#(found)]}"# }

    /// A host with one disk of 8 GiB, on which `wipefs` finds these in turn.
    private func host(finding: [String], mounted: Bool...) -> ScriptedCommands {
        let host = ScriptedCommands()
        prepare(host, finding: finding, mounted: mounted)
        return host
    }

    private func prepare(_ host: ScriptedCommands, finding: [String], mounted: [Bool]) {
        host.answer("stat --dereference", "block special file\t/dev/sdb\n")
        host.answer("find /dev/disk/by-id", "ata-DISK_1\t../../sdb\n")
        host.answer(
            "lsblk",
            """
            {"blockdevices":[{"kname":"sdb","path":"/dev/sdb","type":"disk","size":8589934592,"ro":false,"rota":true,
            "rm":false,"model":"DISK","serial":"1","tran":"sata","parttype":null,"mountpoints":[null]}]}
            """)
        host.answer("wipefs --json", finding.map { CommandOutput(status: 0, standardOutput: $0) })
        let mount =
            #"{"filesystems":[{"target":"\#(mountPoint)","source":"/dev/sdb","fstype":"xfs","options":"rw","#
            + #""size":8000,"avail":7000}]}"#
        host.answer(
            "findmnt",
            mounted.map { $0 ? CommandOutput(status: 0, standardOutput: mount) : CommandOutput(status: 1) })
        for program in ["mkfs.xfs", "mount", "systemctl", "wipefs --all", "umount", "rmdir"] { host.answer(program) }
    }

    private func make(_ host: ScriptedCommands, wipe: Bool = false) async throws -> BrickFacts {
        let bricks = Bricks(host, devices: HostDevices(host))
        return try await bricks.make(BrickRequest(id: id, device: "/dev/disk/by-id/ata-DISK_1", wipe: wipe))
    }

    @Test func formatsABlankDeviceAndMountsItForGood() async throws {
        let host = host(finding: ["", xfs(id.rawValue)], mounted: false, true)
        let facts = try await make(host)
        #expect(
            facts
                == BrickFacts(
                    id: id, device: "/dev/disk/by-id/ata-DISK_1", isMounted: true, size: ByteCount(8000),
                    free: ByteCount(7000), directory: mountPoint + "/brick", provisioning: "plain"))
        let made = host.lines.filter { $0.hasPrefix("mkfs") || $0.hasPrefix("mount") }
        #expect(
            made == [
                "mkfs.xfs -q -K -i size=512 -n size=8192 -m uuid=\(id) -L mortar-brick /dev/sdb",
                "mount -t xfs -o noatime,inode64 /dev/sdb \(mountPoint)",
            ])
        #expect(host.files[unit]?.contains("What=/dev/disk/by-uuid/\(id)\n") == true)
        #expect(host.commands.contains(Command("mkdir", ["-p", "--", mountPoint + "/brick"])))
    }

    private func mkfs(_ sizes: String = "", stripe: String? = nil) async throws -> String? {
        let host = host(finding: ["", xfs(id.rawValue)], mounted: false, true)
        host.answer(
            "lsblk",
            """
            {"blockdevices":[{"kname":"sdb","path":"/dev/sdb","type":"disk","size":8589934592,"ro":false,"rota":true,
            "rm":false,"model":"DISK","serial":"1","tran":"sas","parttype":null,\(sizes)"mountpoints":[null]}]}
            """)
        let geometry = try stripe.map { try StripeGeometry(parsing: $0) }
        let request = BrickRequest(id: id, device: "/dev/sdb", stripe: geometry)
        _ = try await Bricks(host, devices: HostDevices(host)).make(request)
        return host.lines.first { $0.hasPrefix("mkfs") }
    }

    @Test(arguments: ["256KiB x 10", "256kib X 10", "256K×10", "256k*10"])
    func raidAlignmentReachesMkfsWhateverTheLettersCase(_ text: String) async throws {
        #expect(try await mkfs(stripe: text)?.contains(" -d su=262144,sw=10 ") == true)
    }

    @Test func raidAlignmentIsReadFromTheDeviceUnlessItIsNamed() async throws {
        let sizes = #""min-io":65536,"opt-io":524288,"#
        #expect(try await mkfs(sizes)?.contains(" -d su=65536,sw=8 ") == true)
        #expect(try await mkfs(sizes, stripe: "256k x 10")?.contains(" -d su=262144,sw=10 ") == true)
        #expect(try await mkfs(#""min-io":4096,"opt-io":33553920,"#)?.contains(" -d ") == false)
    }

    @Test func aGeometryThatToolsCannotFollowIsRefusedBeforeAnyChange() async throws {
        let host = host(finding: [""], mounted: false)
        let stripe = StripeGeometry(unit: ByteCount(1000), dataDisks: 4)
        let failure = await #expect(throws: Failure.self) {
            try await Bricks(host, devices: HostDevices(host)).make(
                BrickRequest(id: id, device: "/dev/sdb", stripe: stripe))
        }
        #expect(failure?.code == .invalid)
        #expect(host.lines.isEmpty)
    }

    @Test func makingItAgainFormatsNothing() async throws {
        let host = host(finding: [xfs(id.rawValue)], mounted: true)
        _ = try await make(host)
        #expect(!host.lines.contains { $0.hasPrefix("mkfs") || $0.hasPrefix("mount ") || $0.contains("--all") })
    }

    @Test func adoptsItsFileSystemThatIsNotMounted() async throws {
        let host = host(finding: [xfs(id.rawValue)], mounted: false, true)
        _ = try await make(host)
        #expect(!host.lines.contains { $0.hasPrefix("mkfs") })
        #expect(host.lines.contains { $0.hasPrefix("mount -t xfs") })
    }

    @Test(arguments: [
        (#"{"device":"sdb","type":"ext4","uuid":"x","label":null}"#, "has a signature of ext4"),
        (
            #"{"device":"sdb","type":"xfs","uuid":"11111111-2222-3333-4444-555555555555","label":"data"}"#,
            "xfs labelled data"
        ),
        (#"{"device":"sdb","type":"gpt","uuid":null,"label":null}"#, "has a partition table"),
    ])
    func refusesADeviceWithDataAndChangesNothing(_ signature: String, _ reason: String) async throws {
        let host = host(finding: [signatures(signature)], mounted: false)
        let failure = await #expect(throws: Failure.self) { try await make(host) }
        #expect(failure?.code == .conflict)
        #expect(failure?.message.contains(reason) == true)
        #expect(
            host.lines.allSatisfy { line in ["stat", "find", "lsblk", "wipefs --json"].contains { line.hasPrefix($0) } }
        )
    }

    @Test func refusesAnotherBrickThatHoldsAFileAndLeavesItAsItWas() async throws {
        let host = host(finding: [xfs(other)], mounted: false)
        host.answer("xfs_db", "inprogress = 0\n")
        host.answer("find /var/lib/mortar/bricks/\(other)", "/var/lib/mortar/bricks/\(other)/brick/images/a.raw\n")
        host.answer("findmnt --noheadings", "mounted\n")
        let failure = await #expect(throws: Failure.self) { try await make(host) }
        #expect(failure?.message.contains("it is the brick \(other)") == true)
        #expect(failure?.cause?.contains("images/a.raw") == true)
        #expect(!host.lines.contains { $0.hasPrefix("mkfs") || $0.contains("--all") })
        #expect(host.lines.contains("umount /var/lib/mortar/bricks/\(other)"))
    }

    @Test func anotherBrickWhoseContentCannotBeSeenIsKept() async throws {
        let host = host(finding: [xfs(other)], mounted: false)
        host.answer("xfs_db", "inprogress = 0\n")
        host.fail("mount -t", status: 32, "mount: Structure needs cleaning")
        await #expect(throws: Failure.self) { try await make(host) }
        #expect(!host.lines.contains { $0.hasPrefix("mkfs") || $0.contains("--all") })
    }

    @Test func usesAnEmptyBrickOfAnEarlierAttemptAgain() async throws {
        let host = host(finding: [xfs(other), xfs(other), "", xfs(id.rawValue)], mounted: false, false, true)
        host.answer("xfs_db", "inprogress = 0\n")
        host.answer("find /var/lib/mortar/bricks/\(other)", "")
        host.answer("findmnt --noheadings", "mounted\n")
        _ = try await make(host)
        #expect(host.lines.contains("wipefs --all --quiet /dev/sdb"))
        #expect(host.lines.contains { $0.hasPrefix("mkfs.xfs") && $0.contains("uuid=\(id)") })
    }

    @Test func aBrickThatWasFinishedOnceIsNotMadeAgainOnABlankDevice() async throws {
        let host = ScriptedCommands(files: [unit: ""])
        prepare(host, finding: [""], mounted: [false])
        let failure = await #expect(throws: Failure.self) { try await make(host) }
        #expect(failure?.code == .conflict)
        #expect(!host.lines.contains { $0.hasPrefix("mkfs") })
    }

    @Test func wipesADeviceThatItsUserNamed() async throws {
        let ext4 = signatures(#"{"device":"sdb","type":"ext4","uuid":"x","label":null}"#)
        let host = host(finding: [ext4, "", xfs(id.rawValue)], mounted: false, true)
        _ = try await make(host, wipe: true)
        let changes = host.lines.filter { $0.hasPrefix("mkfs") || $0.contains("--all") }
        #expect(changes.map { $0.prefix(8) } == ["wipefs -", "mkfs.xfs"])
    }

    @Test func doesNotFormatWhatIsStillNotBlankAfterWiping() async throws {
        let ext4 = signatures(#"{"device":"sdb","type":"ext4","uuid":"x","label":null}"#)
        let host = host(finding: [ext4, ext4], mounted: false)
        let failure = await #expect(throws: Failure.self) { try await make(host, wipe: true) }
        #expect(failure?.code == .conflict)
        #expect(!host.lines.contains { $0.hasPrefix("mkfs") })
    }

    @Test func makesAFileSystemAgainWhoseMakingWasInterrupted() async throws {
        let host = host(finding: [xfs(id.rawValue)], mounted: false, true)
        host.answer(
            "mount -t", CommandOutput(status: 32, standardError: "mount: wrong fs type"), CommandOutput(status: 0))
        host.answer("xfs_db", "inprogress = 1\n")
        _ = try await make(host)
        #expect(host.lines.contains { $0.hasPrefix("mkfs.xfs") })
    }

    @Test func neverFormatsAFinishedBrickThatCannotBeMounted() async throws {
        let host = host(finding: [xfs(id.rawValue)], mounted: false)
        host.fail("mount -t", status: 32, "mount: Structure needs cleaning")
        host.answer("xfs_db", "inprogress = 0\n")
        let failure = await #expect(throws: Failure.self) { try await make(host) }
        #expect(failure?.cause?.contains("Structure needs cleaning") == true)
        #expect(!host.lines.contains { $0.hasPrefix("mkfs") || $0.contains("--all") })
    }

    @Test(arguments: ["", "brick", "../x", "11111111-2222-3333-4444-55555555555A"])
    func refusesIdsThatAreNoUUIDs(_ text: String) async throws {
        let host = host(finding: [""], mounted: false)
        let bricks = Bricks(host, devices: HostDevices(host))
        let failure = await #expect(throws: Failure.self) {
            try await bricks.make(BrickRequest(id: BrickID(rawValue: text), device: "/dev/sdb"))
        }
        #expect(failure?.code == .invalid)
    }

    @Test func aBrickIsNotTakenForRemovedWhileADiskCannotBeRead() async throws {
        let host = ScriptedCommands(files: ["\(mountPoint)/brick": ""])
        prepare(host, finding: [""], mounted: [true])
        host.fail("dd if=/dev/sdb", "dd: error reading: Input/output error")
        let failure = await #expect(throws: Failure.self) {
            try await Bricks(host, devices: HostDevices(host)).remove(id)
        }
        #expect(failure?.message.contains("cannot be read") == true)
        #expect(!host.lines.contains { $0.hasPrefix("umount") || $0.contains("--all") })
    }

    @Test func knowsOnlyAllowedDevices() async throws {
        let host = host(finding: [""], mounted: false)
        host.fail("realpath", "No such file or directory")
        let bricks = Bricks(host, devices: HostDevices(host, allowed: ["/dev/sdc"]))
        let failure = await #expect(throws: Failure.self) {
            try await bricks.make(BrickRequest(id: id, device: "/dev/sdb"))
        }
        #expect(failure?.code == .notFound)
        #expect(try await HostDevices(host, allowed: ["/dev/disk/by-id/ata-DISK_1"]).survey().count == 1)
    }

    /// What the engine lets through, the agent must be able to do.
    @Test func everyGeometryThatUsersMayGiveCanBeFollowed() throws {
        for power in 10...22 {
            for disks in 0...130 {
                let geometry = StripeGeometry(unit: ByteCount(1 << power), dataDisks: disks)
                guard (try? geometry.check()) != nil else { continue }
                #expect(try Stripe(unit: geometry.unit.bytes, count: disks).width == geometry.width.bytes)
            }
        }
    }
}
