/// What an emulated host has beyond the base tree.
enum EmulatedHostFiles {
    static var start: String { String(decoding: PackageResources.start_sh, as: UTF8.self) }

    /// Drivers of QEMU's disks and network, and of what hosts do with disks. Those of ext4 and NVMe are in the kernel.
    static let modules = loadedModules + ["virtio_pci", "virtio_blk", "virtio_scsi", "sd_mod", "virtio_net", "autofs4"]

    /// The kernel asks `modprobe` for these when they are needed; the base tree has none, so they are loaded at the start.
    private static let loadedModules = [
        "dm_mod", "dm_thin_pool", "dm_snapshot", "xfs", "fuse", "loop", "virtio_rng", "button", "evdev",
    ]

    /// Units that fail without `modprobe`, or take time and serve no purpose here.
    private static let maskedUnits = [
        "proc-sys-fs-binfmt_misc.automount", "systemd-binfmt.service", "kmod-static-nodes.service",
        "e2scrub_reap.service", "libvirtd.service", "libvirt-guests.service",
    ]

    /// Programs that systemd runs whenever it reads its units anew, which takes long under emulation; they find nothing here.
    private static let maskedGenerators = [
        "cryptsetup", "gpt-auto", "hibernate-resume", "integritysetup", "rc-local", "run", "sysv", "veritysetup",
    ]

    /// Links in the host's tree: path, target.
    static var links: [(path: String, target: String)] {
        maskedUnits.map { ("etc/systemd/system/\($0)", "/dev/null") }
            + maskedGenerators.map { ("etc/systemd/system-generators/systemd-\($0)-generator", "/dev/null") }
    }

    /// Path in the host's tree, content, rights.
    ///
    /// - Parameter authorizedKey: the public key that may log in as root.
    static func files(authorizedKey: String) -> [(path: String, content: String, mode: Int)] {
        [
            ("etc/hostname", "emulated\n", 0o644),
            ("etc/hosts", "127.0.0.1\tlocalhost\temulated\n", 0o644),
            ("etc/machine-id", "5b1f0c64d0a94d3c9f0f2f7f3a6f5e11\n", 0o644),
            ("etc/modules-load.d/emulated.conf", loadedModules.joined(separator: "\n") + "\n", 0o644),
            ("etc/systemd/network/10-emulated.network", network, 0o644),
            ("root/.ssh/authorized_keys", authorizedKey, 0o600),
        ]
    }

    /// QEMU's own network forwards to this address (qemu(1), `-netdev user`).
    private static let network = """
        [Match]
        Driver=virtio_net

        [Network]
        Address=10.0.2.15/24
        LinkLocalAddressing=no
        IPv6AcceptRA=no

        """
}
