/// What the tree that all hosts share is made of.
package struct BaseRecipe: Hashable, Sendable {
    package var suite = "bookworm"
    package var mirror = "http://deb.debian.org/debian"
    package var securityMirror = "http://deb.debian.org/debian-security"
    package var packages = Self.hostPackages

    package init() {}

    /// Counted up when what is done after the installation changes.
    private static let layout = 1

    /// A Debian system as an operator would prepare it, with all that Mortar's packages need: hosts reach no package server.
    private static let hostPackages = [
        "systemd", "systemd-sysv", "dbus", "udev", "util-linux", "procps", "less",
        "iproute2", "iputils-ping", "ethtool", "curl", "ca-certificates", "openssh-server",
        "parted", "xfsprogs", "lvm2", "thin-provisioning-tools", "smartmontools",
        "glusterfs-server", "glusterfs-client",
        "libvirt-daemon-system", "libvirt-clients", "qemu-system-x86", "qemu-block-extra", "qemu-utils",
        "genisoimage", "dnsmasq-base",
        "libcurl4", "libsqlite3-0", "libstdc++6", "libxml2", "zlib1g",
    ]

    /// How many packages Debian 12 installs for the list above, to tell how far the installation is.
    static let expectedPackages = 306

    /// Lines as in sources.list(5).
    var sources: [String] {
        [
            "deb \(mirror) \(suite) main",
            "deb \(mirror) \(suite)-updates main",
            "deb \(securityMirror) \(suite)-security main",
        ]
    }

    /// The name of the tree's folder: the same for equal recipes.
    package var folderName: String {
        let text = ([suite, "\(Self.layout)"] + sources + packages).joined(separator: "\n")
        return "base-\(suite)-\(String(fnv1a(text), radix: 16))"
    }
}
