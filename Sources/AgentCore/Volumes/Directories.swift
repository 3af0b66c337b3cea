package import AgentAPI
import BlockDeviceKit
package import HostCommand
import MortarModel

/// Directories of this host that users want to be bricks.
package struct Directories: Sendable {
    private let commands: any CommandRunner
    private let mounts: Mounts
    private let files: HostFiles

    package init(_ commands: any CommandRunner) {
        self.commands = commands
        mounts = Mounts(commands)
        files = HostFiles(commands)
    }

    /// What is at a path, and on which file system.
    package func facts(_ path: String) async throws -> DirectoryFacts {
        try await explaining("The directory \(path) could not be looked at.") {
            guard path.hasPrefix("/") else { throw Failure(.invalid, "“\(path)” is no absolute path.") }
            let mount = try await mounts.mount(below: try await existing(path))
            let own = try await mounts.list(types: ["xfs"]).filter { BrickLayout.brick($0) != nil }
            return DirectoryFacts(
                path: path, content: try await content(path), mountPoint: mount.mountPoint, device: mount.source,
                isOwnBrick: own.contains { $0.source == mount.source } || BrickLayout.brick(mount) != nil)
        }
    }

    /// The deepest folder on the way to a path that there is.
    private func existing(_ path: String) async throws -> String {
        var folder = path
        while folder != "/", try await !files.exists(folder) {
            let parent = folder[..<(folder.lastIndex(of: "/") ?? folder.startIndex)]
            folder = parent.isEmpty ? "/" : String(parent)
        }
        return folder
    }

    private func content(_ path: String) async throws -> DirectoryFacts.Content {
        guard try await files.exists(path) else { return .missing }
        guard try await files.isFolder(path) else { return .other }
        if try await files.exists("\(path)/.glusterfs") { return .brick }
        let first = Command("find", [path, "-mindepth", "1", "-maxdepth", "1", "-print", "-quit"])
        return try await commands.output(of: first).isEmpty ? .empty : .used
    }
}
