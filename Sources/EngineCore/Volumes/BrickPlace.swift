import AgentAPI
import Concurrency
package import MortarModel

/// Where a user wants a brick of a volume.
package struct BrickPlace: Sendable, Hashable, Codable {
    package var host: HostID
    package var directory: String

    package init(host: HostID, directory: String) {
        self.host = host
        self.directory = directory
    }

    /// Throws `invalid` for a path that does not say by itself where it is, or that GlusterFS's own words would break at.
    func check() throws(Failure) {
        let parts = directory.split(separator: "/", omittingEmptySubsequences: false)
        let isPlain =
            parts.count > 1 && parts[0].isEmpty
            && parts.dropFirst().allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
        if isPlain, directory.hasPrefix("\(OwnFolder.path)/") {
            throw Failure(
                .invalid, "\(directory) is in Mortar's own folder.", correction: "Name a directory elsewhere.")
        }
        if isPlain, !directory.contains(where: { $0.isWhitespace || $0.isNewline || ",:".contains($0) }) { return }
        throw Failure(
            .invalid, "“\(directory)” cannot be the directory of a brick.",
            correction: "Give an absolute path without “.” and “..”, blanks, commas and colons, as /srv/bricks/one.")
    }
}

extension EngineContext {
    /// Looks at the directories on their hosts and refuses what should not become a brick; gives the bricks by GlusterFS's names.
    ///
    /// - Parameter force: also on the root file system and on mount points.
    func bricks(at places: [BrickPlace], force: Bool) async throws -> [VolumeBrick] {
        for place in places { try place.check() }
        if Set(places).count < places.count {
            throw Failure(.invalid, "A brick is named twice.", correction: "Name every directory once.")
        }
        return try await concurrently(places) { place in
            let host = try inventory.hosts.required(place.host)
            guard host.isPoolMember else {
                throw Failure(
                    .conflict, "Host \(host.name) is not in the trusted pool.", correction: "Wait until it is up.")
            }
            let facts = try await agent(of: host.id).directory(place.directory)
            if let failure = facts.refusal(on: host.name, force: force) { throw failure }
            return VolumeBrick(host: host.storageAddress, directory: place.directory)
        }
    }
}

extension DirectoryFacts {
    /// Why the directory should not become a brick; nil where nothing is against it.
    fileprivate func refusal(on host: String, force: Bool) -> Failure? {
        let name = "\(host):\(path)"
        let other = "Name a directory on a file system of its own, one level below its mount point."
        if isOwnBrick {
            return Failure(.conflict, "\(name) is on \(device), a brick of Mortar's.", correction: other)
        }
        switch content {
        case .brick:
            return Failure(
                .conflict, "\(name) is or was a brick of a volume.",
                correction:
                    "Name another directory; if nothing in this one is needed, remove it with its .glusterfs first.")
        case .used:
            return Failure(
                .conflict, "\(name) has files in it.",
                correction: "Name an empty directory, or one that does not exist.")
        case .other: return Failure(.invalid, "\(name) is no directory.", correction: other)
        case .missing, .empty: break
        }
        if force { return nil }
        if isOnRoot {
            return Failure(
                .conflict, "\(name) is on the root file system.",
                cause: "A brick there fills it up, and a disk that is not mounted goes unnoticed.",
                correction: "\(other) Say force if it is to be there all the same.")
        }
        if path == mountPoint {
            return Failure(
                .conflict, "\(name) is a mount point itself.",
                cause: "When it is not mounted, the brick would be on the file system below.",
                correction: "Name a directory below it, as \(path)/brick.")
        }
        return nil
    }
}
