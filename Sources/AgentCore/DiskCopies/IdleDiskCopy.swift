import AgentAPI
import CoreFoundation
import Glibc
import MortarModel
import SystemPackage

/// A copy of a disk that nobody uses, made under a name of its own.
struct IdleDiskCopy: Sendable {
    let request: DiskCopyRequest
    let source: ImagePath
    let target: ImagePath
    let owner: ImageOwner

    init(_ request: DiskCopyRequest, _ images: Images) throws {
        self.request = request
        source = try ImagePath(request.source, in: images.roots.root(of: request.source.volume))
        target = try ImagePath(request.target, in: images.roots.root(of: request.target.volume))
        owner = try images.owner()
    }

    /// Copies all and compares it; returns the file that it is then.
    func run(_ images: Images) async throws -> FileIdentity {
        try await FileQueue.run { try prepare(below: images.roots.root(of: request.target.volume).directory) }
        try await images.converter.copy(source.image, to: target.copy, bandwidth: request.bandwidth, owner: owner)
        try await FileQueue.run { try withFile(target.copy, [.noFollow]) { try $0.synchronize() } }
        try await images.converter.compare(source.image, with: target.copy, owner: owner)
        return try await FileQueue.run { try FileIdentity(target.copy) }
    }

    private func prepare(below root: String) throws {
        try owner.makeFolder(target.folder, below: root)
        try remove([target.copy])
        let size = try withFile(source.image, [.noFollow]) { try $0.size() }
        try withFile(target.copy, [.create, .exclusiveCreate, .noFollow]) { file in
            try file.setSize(size)
            try owner.take(file)
        }
    }

    /// Gives the copy the image's name, if it is still the file that was compared.
    func takePlace(_ verified: FileIdentity) throws {
        guard try FileIdentity(target.copy) == verified else { throw Failure.incomplete(request) }
        guard rename(target.copy, target.image) == 0 else { throw Errno(rawValue: errno) }
        // The name too has to be on the disks before the old image goes: XFS writes it with the file.
        try withFile(target.image, [.noFollow]) { try $0.synchronize() }
    }

    /// What of the source's content has been copied, by what both files occupy.
    func progress() throws -> (copied: ByteCount, total: ByteCount) {
        let total = try allocated(source.image)
        return (min(try allocated(target.copy), total), total)
    }
}

/// Which file a path leads to.
struct FileIdentity: Sendable, Hashable {
    private let device: UInt64
    private let inode: UInt64

    init(_ path: String) throws {
        var status = stat()
        guard lstat(path, &status) == 0 else { throw Errno(rawValue: errno) }
        device = UInt64(status.st_dev)
        inode = UInt64(status.st_ino)
    }
}

/// What a file occupies; zero where there is none.
private func allocated(_ path: String) throws -> ByteCount {
    var status = stat()
    // POSIX leaves the unit open; Linux counts in 512 bytes (stat(2)).
    if lstat(path, &status) == 0 { return ByteCount(Int64(status.st_blocks) * 512) }
    if errno == ENOENT { return .zero }
    throw Errno(rawValue: errno)
}
