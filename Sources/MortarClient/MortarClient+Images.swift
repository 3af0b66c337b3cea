import AsyncHTTPClient
import MortarModel
import NIOCore
import NIOHTTP1
import OVirtAPI
import SystemPackage
import _NIOFileSystem

extension MortarClient {
    /// Fills a disk with an image file, raw or qcow2, and returns when it is on all copies.
    ///
    /// - Parameter tell: called with the bytes sent so far, on any thread.
    package func upload(
        _ path: String, toDisk id: String, _ tell: @escaping @Sendable (Int64) -> Void = { _ in }
    ) async throws {
        // Asked first, so that an expired token is noticed before the file is on its way.
        _ = try await get(DiskRepresentation.self, id: id)
        let target = place("\(DiskRepresentation.path)/\(try id.asPathSegment)/image")
        do {
            try await FileSystem.shared.withFileHandle(forReadingAt: FilePath(path)) { file in
                let size = try await file.info().size
                let chunks = CountedChunks(base: file.readChunks(chunkLength: .kibibytes(512)), tell: tell)
                let response = try await respond(
                    .PUT, target, body: { .stream(chunks, length: .known(size)) }, type: "application/octet-stream",
                    deadline: .distantFuture)
                _ = try await collect(response, limit: 1 << 20)
            }
        } catch let error as FileSystemError {
            throw Failure(
                .invalid, "The image \(path) cannot be read.", cause: error.message, correction: "Check the file.")
        }
    }
}
