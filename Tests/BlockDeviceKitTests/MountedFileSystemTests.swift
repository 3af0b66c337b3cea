import BlockDeviceKit
import Testing

/// Of a dead device nothing is left but that it is mounted.
@Suite struct MountedFileSystemTests {
    private let rules = DeviceRules(label: "own-label", volumeGroupPrefix: "own-", mountFolder: "/own")
    private let dead = DeviceMarks(unreadable: ["sdb": "Input/output error"])

    private func own(_ path: String, isOnLVM: Bool = false) -> DeviceUse {
        .own(OwnFileSystem(uuid: "u1", path: path, mountPoints: ["/own/u1"], isOnLVM: isOnLVM))
    }

    @Test func aDeadDeviceIsKnownByWhereItIsMounted() {
        #expect(rules.use(of: disk(mountPoints: ["/own/u1"]), dead) == own("/dev/sdb"))
        #expect(rules.use(of: disk(mountPoints: ["/own/u1"]), DeviceMarks()) == own("/dev/sdb"))
        let pool = disk("dm-2", kind: "lvm", children: [disk("dm-3", kind: "lvm", mountPoints: ["/own/u1"])])
        #expect(rules.use(of: disk(children: [pool]), dead) == own("/dev/dm-3", isOnLVM: true))
    }

    @Test(arguments: ["/own/u1/brick", "/owner/u1", "/own", "/srv"])
    func mountsElsewhereAreNotOurs(_ mountPoint: String) {
        #expect(rules.use(of: disk(mountPoints: [mountPoint]), dead) == .occupied("mounted on \(mountPoint)"))
    }

    @Test func whatSaysThatItIsSomethingElseIsNotOurs() {
        let ext4 = DeviceMarks(signatures: ["sdb": [Signature(device: "sdb", type: "ext4")]])
        #expect(rules.use(of: disk(mountPoints: ["/own/u1"]), ext4) == .occupied("mounted on /own/u1"))
    }

    @Test func disksBelowARAIDOrWithAPartitionOfOursAreNotOursThemselves() {
        for kind in ["raid1", "part", "crypt"] {
            let holder = disk("x", kind: kind, mountPoints: ["/own/u1"])
            guard case .occupied(let reason) = rules.use(of: disk(children: [holder]), dead) else {
                Issue.record("a disk below a \(kind) was taken for ours")
                continue
            }
            #expect(reason.contains("mounted on /own/u1"))
        }
    }
}
