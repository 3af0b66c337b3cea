import AgentAPI
import CoreFoundation
import Foundation
import Glibc
import HostCommand
import MortarModel
import NIOCore
import SystemPackage

@testable import AgentCore

/// A folder that stands for a mounted volume called `set-1`.
struct VolumeFolder {
    let mounts: String
    var root: String { mounts + "/set-1" }
    let owner = ImageOwner(user: getuid(), group: getgid())

    init() throws {
        mounts = FileManager.default.temporaryDirectory.appending(path: "mounts-\(UUID())").path()
        try FileManager.default.createDirectory(atPath: mounts + "/set-1", withIntermediateDirectories: true)
    }

    var roots: VolumeRoots {
        let mounts = mounts
        return VolumeRoots(folder: mounts) { "1 2 0:1 / \(mounts)/set-1 rw - fuse.glusterfs h1:/set-1 rw\n" }
    }

    func images(_ commands: any CommandRunner) -> Images {
        Images(roots: roots, commands: commands) { [owner] in owner }
    }

    func reference(_ path: String = "images/a.raw") -> ImageReference { ImageReference(volume: "set-1", path: path) }

    func request(_ size: ByteCount, _ path: String = "images/a.raw") -> ImageRequest {
        ImageRequest(reference: reference(path), size: size)
    }

    func path(_ path: String = "images/a.raw") -> String { root + "/" + path }

    func files() throws -> [String] {
        try FileManager.default.subpathsOfDirectory(atPath: root).filter { $0.contains(".") }.sorted()
    }

    /// Size, bytes that occupy space, and mode of a file.
    func status(_ path: String = "images/a.raw") -> (size: Int64, allocated: Int64, mode: mode_t) {
        do {
            let status = try FilePath(self.path(path)).stat(followTargetSymlink: false)
            return (status.size, status.sizeAllocated, status.permissions.rawValue)
        } catch {
            return (-1, -1, 0)
        }
    }
}

/// Content that comes in pieces, and ends with an error if one is given.
struct Pieces: AsyncSequence, Sendable {
    var bytes: [UInt8]
    var pieceSize = 1000
    var error: (any Error)?

    struct Iterator: AsyncIteratorProtocol {
        var rest: ArraySlice<UInt8>
        var pieceSize: Int
        var error: (any Error)?

        mutating func next() async throws -> ByteBuffer? {
            guard !rest.isEmpty else {
                if let error { throw error }
                return nil
            }
            defer { rest = rest.dropFirst(pieceSize) }
            return ByteBuffer(bytes: rest.prefix(pieceSize))
        }
    }

    func makeAsyncIterator() -> Iterator { Iterator(rest: bytes[...], pieceSize: pieceSize, error: error) }
}
