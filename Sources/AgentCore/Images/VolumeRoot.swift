import AgentAPI
import MortarModel

/// Where a volume is mounted on this host.
package struct VolumeRoot: Sendable, Hashable {
    package var volume: String
    /// The mount point.
    package var directory: String
    /// The hosts that the mount was made from, as its source names them.
    package var servers: [String]
}

/// The volumes that are mounted through FUSE below one folder, by the kernel's table of mounts.
package struct VolumeRoots: Sendable {
    private let folder: String
    private let table: @Sendable () throws -> String

    /// - Parameters:
    ///   - folder: what holds one mount point per volume, named like the volume.
    ///   - table: reads the table of mounts in the format of `/proc/self/mountinfo` (proc(5)).
    package init(folder: String, table: @escaping @Sendable () throws -> String = kernelMountTable) {
        self.folder = folder
        self.table = table
    }

    /// The root of a volume; a failure when it is not mounted, so that nothing is ever written into the bare folder.
    package func root(of volume: String) throws -> VolumeRoot {
        if let root = try mounted().first(where: { $0.volume == volume }) { return root }
        throw Failure(
            .conflict, "Volume \(volume) is not mounted on this host.",
            correction: "Wait until the host is up again, or look into the agent's log for why mounting fails.",
            objects: ["volume \(volume)"])
    }

    /// The image that a file is; nil for what is on no volume.
    func image(of file: String) -> ImageReference? {
        guard file.hasPrefix(folder + "/") else { return nil }
        let parts = file.dropFirst(folder.count + 1).split(separator: "/", maxSplits: 1).map(String.init)
        return parts.count == 2 ? ImageReference(volume: parts[0], path: parts[1]) : nil
    }

    /// All volumes that are mounted, by name.
    package func mounted() throws -> [VolumeRoot] {
        try table().split(separator: "\n").compactMap(root(fromLine:)).sorted { $0.volume < $1.volume }
    }

    /// `ID PARENT MAJOR:MINOR ROOT MOUNTPOINT OPTIONS [TAG…] - TYPE SOURCE SUPEROPTIONS`
    private func root(fromLine line: Substring) -> VolumeRoot? {
        let words = line.split(separator: " ").map(String.init)
        guard let dash = words.firstIndex(of: "-"), dash >= 6, words.count > dash + 2,
            words[dash + 1] == "fuse.glusterfs"
        else { return nil }
        let directory = unescaped(words[4])
        let volume = directory.split(separator: "/").last.map(String.init) ?? ""
        guard directory == "\(folder)/\(volume)" else { return nil }
        let servers = words[dash + 2].split(separator: ":/", maxSplits: 1).first ?? ""
        return VolumeRoot(
            volume: volume, directory: directory, servers: servers.split(separator: ",").map(String.init))
    }

    /// The kernel writes space, tab, newline and backslash as `\040` and so on.
    private func unescaped(_ word: String) -> String {
        word.replacing(/\\([0-7]{3})/) { match in
            UInt8(match.1, radix: 8).map { String(Unicode.Scalar($0)) } ?? String(match.0)
        }
    }
}

/// The table of mounts as this process sees it.
package func kernelMountTable() throws -> String {
    String(decoding: try kernelBytes("/proc/self/mountinfo") ?? [], as: UTF8.self)
}
