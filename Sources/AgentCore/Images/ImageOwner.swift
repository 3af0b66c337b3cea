import Glibc
import MortarModel
import SystemPackage

/// The user that QEMU runs as, to whom images belong.
package struct ImageOwner: Sendable, Hashable {
    package var user: UInt32
    package var group: UInt32

    package init(user: UInt32, group: UInt32) {
        self.user = user
        self.group = group
    }

    /// libvirt's user for QEMU on this host: `libvirt-qemu` on Debian, `qemu` on Enterprise Linux.
    package static func ofQEMU() throws -> ImageOwner {
        for name in ["libvirt-qemu", "qemu"] {
            guard let user = getpwnam(name)?.pointee.pw_uid else { continue }
            // Debian's user has the group `kvm`; libvirt runs QEMU with the group called like the user.
            if let group = getgrnam(name)?.pointee.gr_gid { return ImageOwner(user: user, group: group) }
        }
        throw Failure(
            .toolFailed, "This host has no user for QEMU.", correction: "Install libvirt's QEMU driver on the host.")
    }

    /// Makes an open file this user's, for nobody else's eyes.
    func take(_ file: FileDescriptor) throws {
        guard fchown(file.rawValue, user, group) == 0, fchmod(file.rawValue, 0o660) == 0 else {
            throw Errno(rawValue: errno)
        }
    }

    /// Makes a folder for this user, who needs to pass through it, and those above it below `root`.
    func makeFolder(_ folder: String, below root: String) throws {
        guard folder.count > root.count else { return }
        try makeFolder(FilePath(folder).removingLastComponent().string, below: root)
        if mkdir(folder, 0o750) != 0 {
            if errno == EEXIST { return }
            throw Errno(rawValue: errno)
        }
        guard chown(folder, user, group) == 0 else { throw Errno(rawValue: errno) }
    }
}
