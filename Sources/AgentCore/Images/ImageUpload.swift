import AgentAPI
import HostCommand
import MortarModel
import NIOCore

import struct SystemPackage.Errno
import struct SystemPackage.FileDescriptor
import struct SystemPackage.FilePath

/// An image file on its way in, kept beside the image that it will become.
struct ImageUpload: Sendable {
    private let request: ImageRequest
    private let path: ImagePath
    private let owner: ImageOwner

    init(_ request: ImageRequest, path: ImagePath, owner: ImageOwner) {
        self.request = request
        self.path = path
        self.owner = owner
    }

    /// Takes in everything, and refuses early what cannot be used.
    func receive(_ content: any AsyncSequence<ByteBuffer, any Error> & Sendable) async throws -> ImageFormat {
        let (path, owner) = (path, owner)
        let file = try await FileQueue.run {
            try remove([path.upload])
            let file = try FileDescriptor.open(
                FilePath(path.upload), .writeOnly, options: [.create, .exclusiveCreate, .noFollow, .closeOnExec],
                permissions: [.ownerReadWrite])
            do { try owner.take(file) } catch {
                try file.close()
                throw error
            }
            return file
        }
        let result: Result<ImageFormat, any Error>
        do {
            result = .success(try await copy(content, to: file))
        } catch {
            result = .failure(error)
        }
        try await FileQueue.run { try file.close() }
        return try result.get()
    }

    private func copy(
        _ content: any AsyncSequence<ByteBuffer, any Error> & Sendable, to file: FileDescriptor
    ) async throws -> ImageFormat {
        var start: [UInt8] = []
        var format: ImageFormat?
        var writer = SparseWriter(file)
        for try await piece in content {
            if format == nil {
                start += piece.readableBytesView
                guard start.count >= ImageFormat.probeLength else { continue }
                format = try accept(start)
                try await writer.write(start)
            } else {
                try await writer.write(piece.readableBytesView)
            }
            try refuseTooMuch(writer.count, format)
        }
        if format == nil { try await writer.write(start) }
        let recognised = try format ?? accept(start)
        try refuseTooMuch(writer.count, recognised)
        try await writer.finish()
        return recognised
    }

    private func accept(_ start: [UInt8]) throws -> ImageFormat {
        let name = request.reference.name
        if start.isEmpty { throw Failure.unreadable("it is empty", "Choose another file.", name: name) }
        let format = ImageFormat(start: start)
        switch format {
        case .raw: break
        case .qcow2(_, let obstacle?):
            throw Failure.unreadable(obstacle, name: name)
        case .qcow2(let size, _):
            if size > request.size.bytes { throw Failure.tooLarge(ByteCount(size), limit: request.size, name: name) }
        case .unsupported(let kind):
            throw Failure.unreadable(
                "it is \(kind)", "Convert it first: qemu-img convert -O qcow2 OLD NEW (unpack it if it is compressed).",
                name: name)
        }
        return format
    }

    /// A raw image is as large as its disk at most; a qcow2 file may be that and its tables.
    private func refuseTooMuch(_ count: Int64, _ format: ImageFormat?) throws {
        let tables = format == .raw ? 0 : request.size.bytes / 8 + (64 << 20)
        guard count > request.size.bytes + tables else { return }
        throw Failure.tooLarge(nil, limit: request.size, name: request.reference.name)
    }
}
