package import AgentAPI
import Foundation
import Glibc
package import HostCommand
import MortarModel
package import NIOCore

import struct SystemPackage.Errno
import struct SystemPackage.FileDescriptor
import struct SystemPackage.FilePath

/// The images of VMs on this host's mounted volumes.
///
/// Always through the FUSE mount: QEMU's tools spend 10 s in taking down each connection of their own.
package struct Images: Sendable {
    let roots: VolumeRoots
    let owner: @Sendable () throws -> ImageOwner
    let converter: ImageConverter
    private let turns = Turns<ImageReference>()

    /// - Parameter owner: to whom images shall belong, asked when one is made.
    package init(
        roots: VolumeRoots, commands: any CommandRunner,
        owner: @escaping @Sendable () throws -> ImageOwner = ImageOwner.ofQEMU
    ) {
        self.roots = roots
        self.owner = owner
        converter = ImageConverter(commands: commands)
    }

    /// Makes a sparse raw image of zeros; one that exists with this size stays as it is.
    ///
    /// Refused when it exists and is larger.
    package func make(_ request: ImageRequest) async throws {
        try await turn(request.reference) { path, root in
            let owner = try owner()
            try await FileQueue.run {
                try owner.makeFolder(path.folder, below: root.directory)
                try withFile(path.image, [.create, .noFollow]) { file in
                    try grow(file, to: request)
                    try owner.take(file)
                    try file.synchronize()
                }
            }
        }
    }

    /// Fills an image with what is uploaded, raw or qcow2 by its content.
    ///
    /// The image is the old or the new one, never something between, and never shrinks.
    package func write(
        _ request: ImageRequest, content: any AsyncSequence<ByteBuffer, any Error> & Sendable
    ) async throws {
        try await turn(request.reference) { path, root in
            let owner = try owner()
            do {
                try await FileQueue.run { try owner.makeFolder(path.folder, below: root.directory) }
                let format = try await ImageUpload(request, path: path, owner: owner).receive(content)
                let size = try await max(request.size, existingSize(path))
                let whole = try await converter.raw(format, path: path, request: request, size: size, owner: owner)
                try await FileQueue.run { try complete(whole, as: path.image, size: size, owner: owner) }
                try await FileQueue.run { try remove([path.upload]) }
            } catch {
                try await FileQueue.run { try remove([path.upload, path.partial]) }
                throw error
            }
        }
    }

    /// Removes an image, the disc with settings that belongs to it, and what an unfinished upload left.
    package func delete(_ reference: ImageReference) async throws {
        try await turn(reference) { path, _ in
            try await FileQueue.run { try remove(path.all) }
        }
    }

    /// The files of an image that must exist, and its volume's root.
    func existing(_ reference: ImageReference) async throws -> (path: ImagePath, root: VolumeRoot) {
        try await FileQueue.run {
            let root = try roots.root(of: reference.volume)
            let path = try ImagePath(reference, in: root)
            guard access(path.image, F_OK) == 0 else {
                throw Failure(
                    .notFound, "The image \(reference.path) is missing on volume \(reference.volume).",
                    cause: "\(Errno(rawValue: errno))", correction: "Delete the disk; its data is gone.",
                    objects: [reference.name])
            }
            return (path, root)
        }
    }

    /// One at a time per image; errors of files and tools become failures.
    private func turn(
        _ reference: ImageReference, _ body: @Sendable (ImagePath, VolumeRoot) async throws -> Void
    ) async throws {
        try await turns.run(reference) {
            do {
                let (path, root) = try await FileQueue.run {
                    let root = try roots.root(of: reference.volume)
                    return (try ImagePath(reference, in: root), root)
                }
                try await body(path, root)
            } catch let error as Errno {
                throw Failure.ofFiles(error, reference)
            } catch let error as CommandFailure {
                throw Failure(
                    .toolFailed, "The image could not be converted.", cause: error.description,
                    correction: "Check the uploaded file with “qemu-img check”.", objects: [reference.name])
            }
        }
    }

    private func existingSize(_ path: ImagePath) async throws -> ByteCount {
        try await FileQueue.run {
            do {
                return ByteCount(try withFile(path.image, [.noFollow]) { try $0.size() })
            } catch let error as Errno where error == .noSuchFileOrDirectory {
                return .zero
            }
        }
    }
}

/// Gives a new image its size and owner and puts it in the place of the old one.
private func complete(_ whole: String, as image: String, size: ByteCount, owner: ImageOwner) throws {
    try withFile(whole, [.noFollow]) { file in
        try file.setSize(size.bytes)
        try owner.take(file)
        try file.synchronize()
    }
    guard rename(whole, image) == 0 else { throw Errno(rawValue: errno) }
}

private func grow(_ file: FileDescriptor, to request: ImageRequest) throws {
    let size = try file.size()
    guard size <= request.size.bytes else {
        throw Failure(
            .conflict, "The image \(request.reference.path) exists with \(ByteCount(size)), larger than asked for.",
            correction: "Choose another disk; images are never made smaller.", objects: [request.reference.name])
    }
    if size < request.size.bytes { try file.setSize(request.size.bytes) }
}

/// Opens a file for reading and writing.
func withFile<Value>(
    _ path: String, _ options: FileDescriptor.OpenOptions, _ body: (FileDescriptor) throws -> Value
) throws -> Value {
    let file = try FileDescriptor.open(
        FilePath(path), .readWrite, options: options.union(.closeOnExec), permissions: [.ownerReadWrite])
    return try file.closeAfter { try body(file) }
}

/// Removes files; those that are missing are no error.
func remove(_ paths: [String]) throws {
    for path in paths where unlink(path) != 0 && errno != ENOENT { throw Errno(rawValue: errno) }
}

extension Failure {
    static func ofFiles(_ error: Errno, _ reference: ImageReference) -> Failure {
        let full = error == .noSpace || error == Errno(rawValue: EDQUOT)
        return Failure(
            full ? .noCapacity : .toolFailed, "Volume \(reference.volume) did not take \(reference.path).",
            cause: "\(error)",
            correction: full
                ? "Delete disks that nobody needs, or add devices." : "See “gluster volume status” on the host.",
            objects: [reference.name])
    }
}
