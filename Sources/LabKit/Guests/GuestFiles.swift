/// The files of the guest that are Mortar's own.
enum GuestFiles {
    static var probeSource: String { text(PackageResources.probe_c) }
    static var benchSource: String { text(PackageResources.iobench_c) }

    /// Name in the guest's `bin`, source in C.
    static var programs: [(name: String, source: String)] { [("probe", probeSource), ("iobench", benchSource)] }

    static var bootLoaderSettings: String { text(PackageResources.syslinux_cfg) }

    /// Path in the guest, content, rights.
    static var files: [(path: String, content: String, mode: Int)] {
        [
            ("init", text(PackageResources.init_sh), 0o755),
            ("etc/inittab", text(PackageResources.inittab), 0o644),
            ("etc/network.awk", text(PackageResources.network_awk), 0o644),
            ("etc/dhcp.sh", text(PackageResources.dhcp_sh), 0o755),
            ("etc/login.sh", text(PackageResources.login_sh), 0o755),
            // acpid runs this when the power button is pressed.
            ("etc/acpi/PWRF/00000080", "#!/bin/sh\nexec /bin/poweroff\n", 0o755),
            ("etc/passwd", "root::0:0:root:/:/bin/sh\n", 0o644),
            ("etc/modules", modules.joined(separator: "\n") + "\n", 0o644),
        ]
    }

    /// Drivers of the disks, CD drives, network cards and power buttons that QEMU emulates, and the seed's file systems.
    static let modules = [
        "virtio_pci", "virtio_blk", "virtio_scsi", "sd_mod", "sr_mod", "ata_piix", "virtio_net", "virtio_rng", "button",
        "evdev", "isofs", "vfat", "nls_cp437", "nls_ascii", "nls_utf8",
    ]

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
