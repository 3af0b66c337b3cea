import BlockDeviceKit
import Testing

@Suite struct DeviceRulesTests {
    private func use(_ device: BlockDevice, _ marks: DeviceMarks = DeviceMarks()) -> DeviceUse {
        rules.use(of: device, marks)
    }

    private func marks(_ device: String, _ type: String, uuid: String? = nil, label: String? = nil) -> DeviceMarks {
        DeviceMarks(signatures: [device: [Signature(device: device, type: type, uuid: uuid, label: label)]])
    }

    @Test func aDiskWithNothingOnItIsBlank() {
        #expect(use(disk()) == .blank)
        #expect(use(disk(partitionType: "0fc63daf-8483-4772-8e79-3d69d8477de4")) == .blank)
    }

    @Test(arguments: [
        ("ext4", "has a signature of ext4"), ("xfs", "has a signature of xfs"), ("swap", "swap space"),
        ("gpt", "has a partition table (gpt)"), ("LVM2_member", "an LVM physical volume"),
        ("linux_raid_member", "a member of a RAID"), ("crypto_LUKS", "encrypted (LUKS)"),
        ("zfs_member", "has a signature of zfs_member"),
    ])
    func anySignatureOccupies(_ type: String, _ reason: String) {
        #expect(use(disk(), marks("sdb", type)) == .occupied(reason))
    }

    @Test func mountsSwapPartitionsAndHoldersOccupyEvenWithoutASignature() {
        #expect(use(disk(mountPoints: ["/"])) == .occupied("mounted on /"))
        #expect(use(disk(mountPoints: ["[SWAP]"])) == .occupied("swap in use"))
        let partition = disk("sdb1", kind: "part", mountPoints: ["/boot"])
        #expect(use(disk(children: [partition])) == .occupied("has 1 partitions, mounted on /boot"))
        #expect(use(disk(children: [disk("dm-0", kind: "crypt")])) == .occupied("used by /dev/dm-0 (crypt)"))
        let path = use(disk(children: [disk("dm-1", kind: "mpath")]))
        guard case .occupied(let reason) = path else {
            Issue.record("\(path)")
            return
        }
        #expect(reason.hasPrefix("a path of the multipath device /dev/dm-1"))
    }

    @Test func unfitDevicesAreOccupied() {
        #expect(use(disk(isReadOnly: true)) == .occupied("read-only"))
        #expect(use(disk(size: 0)) == .occupied("without a medium"))
        #expect(use(disk(size: (1 << 30) - 1)) == .occupied("smaller than 1024 MiB"))
        #expect(use(disk(size: 1 << 30)) == .blank)
    }

    @Test func aDeviceThatCannotBeReadIsNotBlank() {
        let marks = DeviceMarks(unreadable: ["sdb": "Input/output error"])
        #expect(use(disk(), marks) == .occupied("cannot be read: Input/output error"))
    }

    @Test func aBootLoadersPartitionIsNotBlankAlthoughItHasNoSignature() {
        let type = "21686148-6449-6e6f-744e-656564454649"
        #expect(
            use(disk(kind: "part", partitionType: type))
                == .occupied("a partition of the type \(type), which is not for data"))
    }

    @Test func ourLabelOnXFSMakesItOurs() {
        let own = marks("sdb", "xfs", uuid: "u1", label: "own-label")
        let expected = OwnFileSystem(uuid: "u1", path: "/dev/sdb", mountPoints: ["/b"], isOnLVM: false)
        #expect(use(disk(mountPoints: ["/b"]), own) == .own(expected))
        #expect(use(disk(), marks("sdb", "ext4", uuid: "u1", label: "own-label")) != .own(expected))
        #expect(use(disk(), marks("sdb", "xfs", uuid: "u1", label: "other")) != .own(expected))
    }

    @Test func aSecondSignatureBesideOursIsDoubtAndSoOccupied() {
        var both = marks("sdb", "xfs", uuid: "u1", label: "own-label")
        both.signatures["sdb"]?.append(Signature(device: "sdb", type: "gpt"))
        guard case .occupied = use(disk(), both) else {
            Issue.record("a device with two signatures was taken for ours")
            return
        }
    }

    @Test func ourVolumeGroupMakesItOursWithOrWithoutItsFileSystem() {
        var group = marks("sdb", "LVM2_member")
        group.volumeGroups = ["sdb": "own-u1"]
        #expect(
            use(disk(), group) == .own(OwnFileSystem(uuid: "u1", path: nil, mountPoints: [], isOnLVM: true)))
        group.signatures["dm-3"] = [Signature(device: "dm-3", type: "xfs", uuid: "u1", label: "own-label")]
        let pool = disk("dm-2", kind: "lvm", children: [disk("dm-3", kind: "lvm", mountPoints: ["/b"])])
        #expect(
            use(disk(children: [pool]), group)
                == .own(OwnFileSystem(uuid: "u1", path: "/dev/dm-3", mountPoints: ["/b"], isOnLVM: true)))
        group.volumeGroups = ["sdb": "vg0"]
        #expect(use(disk(), group) == .occupied("in the LVM volume group vg0"))
    }
}
