package import AgentAPI
import GlusterKit
package import HostCommand
import MortarModel

/// Files of which GlusterFS cannot tell which copy is right: found, compared, and decided.
package struct SplitBrains: Sendable {
    private let commands: any CommandRunner

    package init(_ commands: any CommandRunner) {
        self.commands = commands
    }

    /// All there are in a volume, each once.
    package func list(_ volume: String) async throws -> SplitBrainList {
        try await explaining(
            "What is in split-brain in the volume \(volume) could not be asked.", objects: ["volume \(volume)"]
        ) {
            let bricks = try await Gluster(commands).splitBrains(of: volume)
            var paths: [String: String] = [:]
            for entry in bricks.flatMap(\.entries) { paths[entry.gfid] = entry.path ?? paths[entry.gfid] }
            let gfids = Set(bricks.flatMap(\.entries).map(\.gfid)).sorted()
            return SplitBrainList(
                entries: gfids.map { .init(gfid: $0, path: paths[$0]) },
                isComplete: !bricks.isEmpty && bricks.allSatisfy(\.isConnected))
        }
    }

    /// The copies that a brick of this host has.
    package func copies(_ request: BrickCopiesRequest) async throws -> [BrickCopy] {
        try await explaining(
            "The copies on the brick \(request.directory) could not be looked at.",
            correction: "See that the brick is mounted and its disk can be read."
        ) {
            try await GlusterCopies(commands, directory: request.directory).copies(of: request.gfids).map(
                BrickCopy.init)
        }
    }

    /// Makes one brick's copy of a file that of all bricks.
    package func resolve(_ resolution: SplitBrainResolution) async throws -> SplitBrainOutcome {
        let source = GlusterBrick(host: resolution.source.host, directory: resolution.source.directory)
        return try await explaining(
            "The split-brain of \(resolution.gfid) in the volume \(resolution.volume) could not be resolved.",
            correction: "See that all bricks of the volume are online.", objects: ["volume \(resolution.volume)"]
        ) {
            let isDecided = try await Gluster(commands).resolveSplitBrain(
                of: resolution.volume, gfid: resolution.gfid, source: source)
            return SplitBrainOutcome(isDecided: isDecided)
        }
    }
}

extension BrickCopy {
    fileprivate init(_ copy: GlusterCopy) {
        self.init(
            gfid: copy.gfid, isFile: copy.type.hasPrefix("regular"), size: ByteCount(copy.size),
            modified: copy.modified, access: "\(copy.owner) \(copy.mode)", name: copy.name, blames: copy.blames,
            checksum: copy.checksum)
    }
}
