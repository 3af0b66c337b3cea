import MortarModel
import Testing

@testable import AgentCore

@Suite struct VolumeRootTests {
    /// As the kernel of a host with GlusterFS 10.3 writes it.
    static let table = """
        912 1138 0:216 / /var/lib/mortar/mounts/virt-1 rw,relatime shared:962 - fuse.glusterfs vh1:/virt-1 rw,user_id=0,group_id=0,default_permissions,allow_other,max_read=131072
        913 1138 0:217 / /var/lib/mortar/mounts/set\\0402 rw,relatime - fuse.glusterfs 10.0.1.11,10.0.1.12:/set rw
        914 1138 0:218 / /var/lib/mortar/mounts/other rw,relatime shared:2 - tmpfs none rw
        915 1138 0:219 / /mnt/elsewhere rw,relatime shared:2 - fuse.glusterfs vh1:/elsewhere rw
        916 1138 0:220 / /var/lib/mortar/mounts/deep/er rw,relatime shared:2 - fuse.glusterfs vh1:/deep rw
        """
    let roots = VolumeRoots(folder: "/var/lib/mortar/mounts") { Self.table }

    @Test func findsFUSEMountsOfItsFolderOnly() throws {
        #expect(try roots.mounted().map(\.volume) == ["set 2", "virt-1"])
        #expect(
            try roots.root(of: "virt-1")
                == VolumeRoot(volume: "virt-1", directory: "/var/lib/mortar/mounts/virt-1", servers: ["vh1"]))
        #expect(try roots.root(of: "set 2").servers == ["10.0.1.11", "10.0.1.12"])
    }

    @Test(arguments: ["other", "elsewhere", "er", "deep", "", "virt-1/images", ".."])
    func refusesWhatIsNotMounted(volume: String) {
        #expect(throws: Failure.self) { try roots.root(of: volume) }
    }

    @Test func readsTheKernelsTable() throws {
        #expect(try kernelMountTable().contains(" / "))
    }
}
