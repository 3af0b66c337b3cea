/// What emulated hosts are started from: files in the cache, never changed.
package struct EmulatedHostImage: Hashable, Sendable {
    let folder: String

    /// The base tree as an ext4 file system.
    var system: String { "\(folder)/system.img" }
    /// What has changed on the disk since, and the memory of the host when it had booted (qcow2 with an internal snapshot).
    var booted: String { "\(folder)/booted.qcow2" }
    var kernel: String { "\(folder)/vmlinuz" }
    var initialTree: String { "\(folder)/initrd.gz" }
    /// The private key for logging in as root.
    var key: String { "\(folder)/key" }
}
