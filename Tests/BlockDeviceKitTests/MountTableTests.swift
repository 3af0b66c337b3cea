import BlockDeviceKit
import Testing

@Suite struct MountTableTests {
    /// Lines as in proc(5): with optional fields, without, with an escaped blank.
    private let mountinfo = #"""
        22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
        90 22 8:16 / /var/lib/own/u-1 rw,noatime shared:45 master:1 - xfs /dev/sdb rw,attr2,inode64
        91 22 8:32 / /srv/my\040data\134x rw - xfs /dev/mapper/own--u2-brick rw
        broken
        """#

    @Test func readsWhatIsMountedWhere() {
        let mounts = Mount.table(mountinfo)
        #expect(mounts.map(\.mountPoint) == ["/", "/var/lib/own/u-1", #"/srv/my data\x"#])
        #expect(
            mounts[1]
                == Mount(mountPoint: "/var/lib/own/u-1", source: "/dev/sdb", type: "xfs", options: "rw,noatime"))
        #expect(mounts[2].source == "/dev/mapper/own--u2-brick")
    }
}
