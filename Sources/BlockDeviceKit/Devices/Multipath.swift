/// A device that multipathd made of paths to one disk.
public struct Multipath: Sendable, Hashable {
    /// As `multipath -f` takes it, without `/dev/mapper/`.
    public var name: String
    /// By which multipath.conf(5) names the disk; nil where the kernel does not tell.
    public var wwid: String?
    /// How many devices of this host lead to the disk.
    public var paths: Int

    public init(name: String, wwid: String?, paths: Int) {
        self.name = name
        self.wwid = wwid
        self.paths = paths
    }

    /// What is to be done about a disk that has been taken: for one with a single path multipath has no use, and multipath.conf(5)
    /// has a list of those to be left alone.
    var advice: String {
        if paths > 1 { return "which has \(paths) paths" }
        guard let wwid else {
            return "which has no other path: blacklist the disk in /etc/multipath/conf.d/mortar.conf"
        }
        return "which has no other path: run “printf 'blacklist {\\n wwid \"\(wwid)\"\\n}\\n' >> "
            + "/etc/multipath/conf.d/mortar.conf”, “systemctl reload multipathd” and “multipath -f \(name)”"
    }
}
