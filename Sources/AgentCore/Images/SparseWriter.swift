import Glibc
import SystemPackage

/// Writes a stream of bytes to a file and leaves holes where whole blocks are zero.
///
/// Blocks are 64 KiB, a compromise between small holes and few requests to the storage.
struct SparseWriter: Sendable {
    static let blockSize = 64 << 10
    /// What is gathered before it is written: the most that FUSE passes on in one request.
    private static let batchSize = 1 << 20

    private let file: FileDescriptor
    private var pending: [UInt8] = []
    private var written: Int64 = 0

    /// - Parameter file: an empty file.
    init(_ file: FileDescriptor) {
        self.file = file
    }

    /// All bytes that were given so far.
    var count: Int64 { written + Int64(pending.count) }

    mutating func write(_ bytes: some Collection<UInt8>) async throws {
        pending += bytes
        guard pending.count >= Self.batchSize else { return }
        let whole = pending.count / Self.blockSize * Self.blockSize
        try await flush(whole)
    }

    /// Writes the rest and sets the file's size to all that was given.
    mutating func finish() async throws {
        try await flush(pending.count)
        let (file, size) = (file, written)
        try await FileQueue.run { try file.setSize(size) }
    }

    private mutating func flush(_ count: Int) async throws {
        let (file, offset, bytes) = (file, written, Array(pending.prefix(count)))
        try await FileQueue.run { try file.writeSparsely(bytes, at: offset) }
        pending.removeFirst(count)
        written += Int64(count)
    }
}

extension FileDescriptor {
    /// Consecutive blocks that are not zero go in one write.
    fileprivate func writeSparsely(_ bytes: [UInt8], at offset: Int64) throws {
        try bytes.withUnsafeBytes { bytes in
            var start = 0
            while start < bytes.count {
                let end = firstZeroBlock(of: bytes, from: start)
                if end > start { try writeAll(toAbsoluteOffset: offset + Int64(start), bytes[start..<end]) }
                start = end + SparseWriter.blockSize
            }
        }
    }

    /// Sets the size of the file; new bytes are a hole.
    func setSize(_ size: Int64) throws {
        guard ftruncate(rawValue, off_t(size)) == 0 else { throw Errno(rawValue: errno) }
    }

    /// The size of the file.
    func size() throws -> Int64 {
        try seek(offset: 0, from: .end)
    }

    /// Returns when what was written is on stable storage.
    func synchronize() throws {
        guard fsync(rawValue) == 0 else { throw Errno(rawValue: errno) }
    }
}

/// Where the first block of zeros at or after `start` begins; the end where there is none.
private func firstZeroBlock(of bytes: UnsafeRawBufferPointer, from start: Int) -> Int {
    var position = start
    while position < bytes.count {
        let block = UnsafeRawBufferPointer(rebasing: bytes[position...].prefix(SparseWriter.blockSize))
        // All bytes equal their neighbours, and the first one is zero.
        if block[0] == 0, memcmp(block.baseAddress!, block.baseAddress! + 1, block.count - 1) == 0 { return position }
        position += block.count
    }
    return position
}
